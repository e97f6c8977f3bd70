import { cpuMicroseconds } from "./in-turns.ts";
import { updaters } from "./updaters.ts";

// Run by rows/stub.ts in a process of its own: `stub-client.ts <client>` prints the microseconds of CPU of one update.
const warmUpCalls = 5_000;
const calls = 5_000;
const record = {
  _id: "contact_01KRHWGXZ80000000000000001",
  external_id: "user_12345",
  workspace_id: "00000000-0000-4000-8000-000000000001",
  display_name: "Jane Smith-Wilson",
  email: "jane@example.com",
  avatar_url: "https://example.com/jane.png",
  tags: ["hr", "engineering"],
  metadata: { department: "Engineering", role: "Senior" },
  created: "2026-01-01T00:00:00Z",
  updated: "2026-01-01T00:00:00Z",
};

const [name = ""] = process.argv.slice(2);
const load = updaters[name];
if (!load) throw new Error(`no client is named ${name}`);
// The official SDK checks that it gets what its own version of the API answers.
const text = JSON.stringify(name === "@orq-ai/node" ? { identity: record } : record);
const headers = { "content-type": "application/json", "content-length": String(text.length), "x-request-id": "r" };
const open = await load();
const call = open({ baseUrl: "https://api.orq.ai", fetch: async () => new Response(text, { headers }) });
const repeat = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) await call();
};

await repeat(warmUpCalls);
// All calls at once: the cost of collecting what they leave behind is theirs.
console.log((await cpuMicroseconds(() => repeat(calls))) / calls);
