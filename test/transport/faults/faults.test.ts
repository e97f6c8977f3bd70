import { describe, test } from "vitest";
import { type HeldClock, holdClock } from "../../support/clock.ts";
import { withoutJitter } from "../../support/raw-client.ts";
import { faultCases } from "./cases.ts";
import { Bench } from "./fault-case.ts";
import { ours } from "./ours.ts";

describe("the fault matrix", () => {
  test.each(faultCases)("row $row: $fault", async (faultCase) => {
    withoutJitter();
    const clock: HeldClock | undefined = faultCase.timed ? holdClock() : undefined;
    const bench = new Bench(ours, {
      patienceMs: Number.POSITIVE_INFINITY,
      timeUp: () => clock?.timeUp(),
    });
    try {
      await faultCase.run(bench);
    } finally {
      await bench.close();
    }
  });
});
