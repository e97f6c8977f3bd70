import { existsSync } from "node:fs";
import { join } from "node:path";
import { startSandbox } from "../../scripts/sandbox/sandbox.ts";
import { servedApi } from "../../scripts/sandbox/served-api.ts";
import { pinned } from "./pinned.ts";
import { sampledInit } from "./sampled-request.ts";

// `npx tsx test/full-spec/sandbox.ts <spec>`: one valid request of every operation, over HTTP and without the client. Prints
// how many were taken and answered, every page of each list, and what did not work. <spec> is a file, or a folder with a pin.

const [spec = ""] = process.argv.slice(2);
const root = existsSync(join(spec, "openapi")) ? spec : await pinned(spec);
const { api } = servedApi(root);
const sandbox = await startSandbox({ root, keptExchanges: 0 });
const headers = { authorization: `Bearer ${sandbox.apiKey}` };
const counts = { operations: 0, answered: 0, events: 0, forms: 0, lists: 0, listsWalked: 0 };
const failures: string[] = [];

try {
  for (const operation of api.operations.values()) {
    counts.operations += 1;
    const { params, body, contentType } = sampledInit(api, operation);
    const [method = "", template = ""] = operation.key.split(" ");
    const path = template.replaceAll(/\{([^{}]*)\}/g, (_match, name) => encodeURIComponent(String(params.path[name])));
    const isForm = contentType === "multipart/form-data";
    const response = await fetch(`${sandbox.url}${path}${queryOf(params.query)}`, {
      method,
      headers: { ...headers, ...(contentType !== undefined && !isForm && { "content-type": contentType }) },
      ...(contentType !== undefined && { body: isForm ? formOf(body as object) : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) counts.answered += 1;
    // The sandbox keeps identities, and there are none with a sampled id.
    else failures.push(`${operation.key} ${response.status} ${text.slice(0, 300)}`);
    if (isForm && response.ok) counts.forms += 1;
    if (operation.responses.get("200")?.contents.has("text/event-stream")) await stream(operation.key, path, body);
    if (operation.parameters.some(({ name }) => ["starting_after", "page", "page_token"].includes(name))) {
      await walk(operation.key, path);
    }
  }
} finally {
  await sandbox.close();
}
console.log(JSON.stringify(counts));
for (const failure of failures) console.log(failure);

async function stream(key: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${sandbox.url}${path}`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify(body),
  });
  const events = (await response.text()).split("\n\n").filter((event) => event.startsWith("data: "));
  if (events.length > 1 && events.at(-1) === "data: [DONE]") counts.events += 1;
  else failures.push(`${key} as events: ${response.status}, ${events.length} events`);
}

/** Walks all pages by the first value of an item that is a cursor. */
async function walk(key: string, path: string): Promise<void> {
  counts.lists += 1;
  let cursor = "";
  let items = 0;
  for (let page = 1; page < 10; page += 1) {
    const response = await fetch(`${sandbox.url}${path}?limit=10${cursor}`, { headers });
    const reply = (await response.json()) as Record<string, unknown>;
    const list = Array.isArray(reply) ? reply : ((reply["data"] ?? reply["items"] ?? []) as unknown[]);
    items += list.length;
    if ((reply["has_more"] ?? reply["hasMore"] ?? list.length === 10) !== true) break;
    const last = list.at(-1) as Record<string, unknown>;
    const id = Object.entries(last).find(
      ([name, value]) => /_?id$/i.test(name) && /25$|\d\d$/.test(String(value)),
    )?.[1];
    const name = key.includes("webhooks") ? `page=${page + 1}` : `starting_after=${id}`;
    cursor = `&${"next_page_token" in reply ? `page_token=${reply["next_page_token"]}` : name}`;
  }
  if (items === 25) counts.listsWalked += 1;
  else failures.push(`${key} as a list: ${items} items`);
}

function queryOf(query: Record<string, unknown>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => pairsOf(name, value));
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}

/** An object in a query is written with dots, a list by repeating its name. */
function pairsOf(name: string, value: unknown): string[][] {
  if (Array.isArray(value)) return value.map((each) => [name, String(each)]);
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, field]) => pairsOf(`${name}.${key}`, field));
}

function formOf(fields: object): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const item of [value].flat()) {
      if (item instanceof File) form.append(name, item);
      else if (item !== null) form.append(name, typeof item === "object" ? JSON.stringify(item) : String(item));
    }
  }
  return form;
}
