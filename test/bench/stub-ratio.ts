import createClient from "openapi-fetch";
import type { FixturePaths } from "../support/fixture-spec.ts";
import { one } from "../support/things.ts";

const roundCalls = 3_000;
const rounds = 21;
const warmUpCalls = 10_000;
const baseUrl = "https://api.orq.ai";
const key = "sandbox-key";

const record = JSON.stringify({
  _id: "contact_01KRHWGXZ80000000000000001",
  external_id: "user_12345",
  display_name: "Jane Smith-Wilson",
  email: "jane@example.com",
  avatar_url: null,
  tags: ["hr", "engineering"],
  metadata: { department: "Engineering", role: "Senior" },
  created: "2026-01-01T00:00:00Z",
  updated: "2026-01-01T00:00:00Z",
});
const headers = { "content-type": "application/json", "content-length": String(record.length), "x-request-id": "r" };

async function stub(): Promise<Response> {
  return new Response(record, { status: 200, headers });
}

function fields(): object {
  return { name: "Jane", tags: ["hr", "engineering"], metadata: { department: "Engineering", role: "Senior" } };
}

/**
 * CPU time of one update against a stub `fetch`: a raw `fetch(url, init)` with `json()`, openapi-fetch alone, and the
 * built package with everything on, in turns within one run. What counts is the median of the ratios.
 */
export async function measureStubRatio(): Promise<void> {
  const { Orq } = (await import(new URL("../../dist/index.js", import.meta.url).href)) as typeof import("orq-client");
  const openapiFetch = createClient<FixturePaths>({
    baseUrl,
    headers: { authorization: `Bearer ${key}` },
    fetch: stub,
  });
  const things = new Orq({ apiKey: key, baseUrl, fetch: stub }).withSpec<FixturePaths>();
  const contenders: Readonly<Record<string, () => PromiseLike<unknown>>> = {
    raw: async () => {
      const init = { method: "PUT", headers: { authorization: `Bearer ${key}`, "content-type": "application/json" } };
      const response = await send(`${baseUrl}/v2/things/thing_1`, { ...init, body: JSON.stringify(fields()) });
      return response.json();
    },
    openapiFetch: () => openapiFetch.PUT("/v2/things/{id}", { params: one, body: fields() }),
    orq: () => things.call("PUT /v2/things/{id}", { params: one, body: fields() }),
  };
  for (const call of Object.values(contenders)) await microsecondsPerCall(call, warmUpCalls);
  const times: Record<string, number[]> = { raw: [], openapiFetch: [], orq: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, call] of Object.entries(contenders))
      times[name]?.push(await microsecondsPerCall(call, roundCalls));
  }
  const ratio = (over: string, under: string): string =>
    median((times[over] ?? []).map((time, round) => time / (times[under]?.[round] ?? Number.NaN))).toFixed(2);
  console.log(`raw ${median(times["raw"] ?? []).toFixed(1)} µs of CPU per call`);
  console.log(`orq-client / raw            ${ratio("orq", "raw")}`);
  console.log(`orq-client / openapi-fetch  ${ratio("orq", "openapiFetch")}`);
  console.log(`openapi-fetch / raw         ${ratio("openapiFetch", "raw")}`);
}

const send: (url: string, init: RequestInit) => Promise<Response> = stub;

async function microsecondsPerCall(call: () => PromiseLike<unknown>, count: number): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index += 1) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
