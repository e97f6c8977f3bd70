import type { SyncedIdentity } from "orq-client";
import { expect, test } from "vitest";
import { withoutJitter } from "../support/raw-client.ts";
import { startWithClient } from "../support/sandbox-client.ts";

const count = 1_000;
// Refused, refused for a moment, failed, reset before it acted and after, and cut.
const kinds = ["429; retry-after=0", "503; retry-after=0", "503", "reset", "lost", "cut"];

test.each(["older", "newer"] as const)(
  "1,000 people reach a %s server of which a twentieth fails",
  async (generation) => {
    withoutJitter();
    const { orq, sandbox } = await startWithClient({ generation, faults: { share: 0.05, kinds } });
    const people = Array.from({ length: count }, (_, index) => ({
      external_id: `user_${index}`,
      display_name: `${index}`,
    }));
    let rest: SyncedIdentity[] = people;
    for (let rounds = 0; rest.length > 0; rounds += 1) {
      expect(rounds).toBeLessThan(5);
      const failed: SyncedIdentity[] = [];
      let next = 0;
      for await (const result of orq.identities.sync(rest)) {
        expect(result.index).toBe(next++);
        if (result.outcome === "failed") failed.push(result.input);
      }
      expect(next).toBe(rest.length);
      rest = failed;
    }
    const { done, faults } = sandbox.counts;
    // Each kind has happened, and more than a few times.
    for (const kind of kinds) expect(faults[kind]).toBeGreaterThan(5);
    expect(done["POST /v2/identities 201"]).toBe(count);
    const records = new Map<string, string | null | undefined>();
    for await (const { external_id, display_name } of orq.identities.list({ limit: 50 })) {
      records.set(external_id, display_name);
    }
    expect(records).toEqual(new Map(people.map(({ external_id, display_name }) => [external_id, display_name])));
  },
);
