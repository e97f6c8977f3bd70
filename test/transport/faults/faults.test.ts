import { afterEach, beforeEach, describe, test, vi } from "vitest";
import { type HeldClock, holdClock } from "../../support/clock.ts";
import { faultCases } from "./cases.ts";
import { Bench } from "./fault-case.ts";
import { ours } from "./ours.ts";

beforeEach(() => {
  // The jitter: every wait that is left to chance is none.
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the fault matrix", () => {
  test.each(faultCases)("row $row: $fault", async (faultCase) => {
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
