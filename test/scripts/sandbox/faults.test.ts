import { describe, expect, it } from "vitest";
import type { SandboxCounts } from "../../../scripts/sandbox/sandbox.ts";
import { startSandboxClient } from "../../support/sandbox-client.ts";

const create = "POST /v2/identities";
const user = { external_id: "user_1" };

describe("a fault on command", () => {
  it("answers with a status and Retry-After, and does nothing", async () => {
    const { sandbox, call } = await startSandboxClient();
    const refused = await call(create, user, { "x-sandbox-fault": "429; retry-after=2" });
    expect(refused).toMatchObject({ status: 429, body: { error: { code: "rate_limit_exceeded" } } });
    expect(refused.headers.get("retry-after")).toBe("2");
    expect(await call("GET /v2/identities/user_1")).toMatchObject({ status: 404 });
    expect(sandbox.exchanges[0]).toMatchObject({ status: 429, fault: "429; retry-after=2" });
  });

  it.each([
    ["reset", {}, 404],
    ["lost", { [`${create} 201`]: 1 }, 200],
    ["cut", { [`${create} 201`]: 1 }, 200],
  ])("%s breaks the connection, and is told from what was done", async (fault, done, found) => {
    const { sandbox, call } = await startSandboxClient();
    await expect(call(create, user, { "x-sandbox-fault": fault })).rejects.toThrow(TypeError);
    expect(sandbox.counts).toMatchObject({ requests: 1, done, faults: { [fault]: 1 } });
    expect(await call("GET /v2/identities/user_1")).toMatchObject({ status: found });
  });

  it.each(["stall", "stall-body"])("%s never ends, and the sandbox closes all the same", async (fault) => {
    const { sandbox } = await startSandboxClient();
    const headers = { authorization: `Bearer ${sandbox.apiKey}`, "x-sandbox-fault": fault };
    const waiting = fetch(`${sandbox.url}/v2/identities`, { headers }).then((response) => response.text());
    const outcome = waiting.then(() => "ended").catch(() => "closed");
    await expect.poll(() => sandbox.counts.faults[fault]).toBe(1);
    await sandbox.close();
    expect(await outcome).toBe("closed");
  });

  it("slow answers later", async () => {
    const { call } = await startSandboxClient();
    const start = performance.now();
    expect(await call("GET /v2/identities", undefined, { "x-sandbox-fault": "slow; ms=60" })).toMatchObject({
      status: 200,
    });
    expect(performance.now() - start).toBeGreaterThan(55);
  });

  it("times says how many fail before one is answered", async () => {
    const { call } = await startSandboxClient();
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) {
      statuses.push((await call("GET /v2/identities", undefined, { "x-sandbox-fault": "503; times=2" })).status);
    }
    expect(statuses).toEqual([503, 503, 200, 503]);
  });

  it.each([
    ["explode", '"explode" is not a fault; expected a status from 400 to 599, or one of reset, lost, cut'],
    ["200", '"200" is not a fault'],
    ["503; retry=1", '"retry=1" is not a setting of a fault; expected <number> for one of retry-after, after'],
  ])("%s is refused", async (fault, message) => {
    const { call } = await startSandboxClient();
    const answer = await call("GET /v2/identities", undefined, { "x-sandbox-fault": fault });
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
  });
});

describe("a share of faults", () => {
  const faults = { share: 0.2, kinds: ["503", "429; retry-after=0"], seed: "a" };

  it("makes the same requests fail in every run, and counts them", async () => {
    const runs = [await statusesOf(faults), await statusesOf(faults), await statusesOf({ ...faults, seed: "b" })];
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]?.statuses).not.toEqual(runs[0]?.statuses);
    const failed = runs[0]?.statuses.filter((status) => status !== 200).length;
    expect(failed).toBeGreaterThan(20);
    expect(failed).toBeLessThan(60);
    const { "503": unavailable = 0, "429; retry-after=0": limited = 0 } = runs[0]?.counts.faults ?? {};
    expect(unavailable + limited).toBe(failed);
    expect(Math.min(unavailable, limited)).toBeGreaterThan(0);
  });

  it("keeps no more exchanges than asked for", async () => {
    const { sandbox, call } = await startSandboxClient({ keptExchanges: 2 });
    for (const path of ["/a", "/b", "/c"]) await call(`GET ${path}`);
    expect(sandbox.exchanges.map(({ path }) => path)).toEqual(["/b", "/c"]);
    expect(sandbox.counts.requests).toBe(3);
  });

  async function statusesOf(given: typeof faults): Promise<{ statuses: number[]; counts: SandboxCounts }> {
    const { sandbox, call } = await startSandboxClient({ faults: given, keptExchanges: 0 });
    const statuses: number[] = [];
    for (let index = 0; index < 200; index += 1) statuses.push((await call("GET /v2/identities")).status);
    expect(sandbox.exchanges).toEqual([]);
    return { statuses, counts: sandbox.counts };
  }
});
