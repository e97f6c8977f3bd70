import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { JsonObject } from "../../scripts/document/json.ts";
import { parseSpec } from "../../scripts/document/parse.ts";

type Generation = "before" | "after";

const repository = resolve(import.meta.dirname, "../..");
const pins: Readonly<Record<Generation, string>> = { before: "2026-05-14", after: "2026-08-21" };
/** With the paths of a pin, these make the 180 paths of the real API. */
const resources = 90;
/** What the newer generation has gained and lost, as the real API from June to August. */
const firstAdded = 48;
const firstLost = 46;
const prose = "A field of a made-up resource, as long as those of the API.";

/**
 * Makes a spec of the size and the shape of the whole API, which this repository does not hold: 180 paths, 3 MB, a few
 * operations that are most of it. Around the identities of a pin stand made-up resources. The newer one adds about 130
 * operations, changes about 120, and loses a few.
 */
export function syntheticSpec(generation: Generation): JsonObject {
  const file = join(repository, "openapi", pins[generation], "openapi.yaml");
  const document = parseSpec(readFileSync(file, "utf8"), file);
  const { schemas = {}, ...components } = document["components"] as { schemas?: JsonObject };
  const all = Array.from({ length: resources }, (_, index) => index);
  const present = all.filter((index) =>
    generation === "after" ? index < firstLost || index >= firstAdded : index < firstAdded,
  );
  return {
    ...document,
    paths: { ...(document["paths"] as JsonObject), ...merged(present.map((index) => pathsOf(index, generation))) },
    components: { ...components, schemas: { ...schemas, ...merged(all.map(componentsOf)) } },
  };
}

function merged(parts: readonly JsonObject[]): JsonObject {
  return Object.assign({}, ...parts) as JsonObject;
}

function pathsOf(index: number, generation: Generation): JsonObject {
  const name = nameOf(index);
  const depth = depthOf(index);
  const body = content(objectOf(index, depth, generation));
  const reply = response(objectOf(index + 1, depth, generation));
  const id = parameter("id", "path", true);
  const page = ["limit", "starting_after", "ending_before"].map((key) => parameter(key, "query", false));
  const list = {
    object: { const: "list" },
    data: { type: "array", items: { $ref: refTo(index, 0) } },
    has_more: boolean,
  };
  return {
    [`/v2/${name}`]: {
      get: operation(`List${name}`, { parameters: page, responses: response(required(list)) }),
      post: operation(`Create${name}`, { requestBody: body, responses: reply }),
    },
    [`/v2/${name}/{id}`]: {
      parameters: [id],
      get: operation(`Retrieve${name}`, { responses: reply }),
      ...(index % 11 === 0 && { patch: operation(`Update${name}`, { requestBody: body, responses: reply }) }),
    },
  };
}

/** A few resources are most of the document, and change, as agents and deployments of the real one. */
function depthOf(index: number): number {
  if (index % 8 === 3 && index < 32) return 2;
  return index % 4 === 0 ? 1 : 0;
}

function operation(operationId: string, more: JsonObject): JsonObject {
  return { operationId, summary: operationId, description: prose, tags: ["Synthetic"], ...more };
}

function parameter(name: string, place: string, isRequired: boolean): JsonObject {
  return { name, in: place, required: isRequired, description: prose, schema: { type: "string" } };
}

function content(schema: JsonObject): JsonObject {
  return { required: true, content: { "application/json": { schema } } };
}

function response(schema: JsonObject): JsonObject {
  return { "200": { description: "The result", content: { "application/json": { schema } } } };
}

const boolean = { type: "boolean" };

function required(properties: JsonObject): JsonObject {
  return { type: "object", properties, required: Object.keys(properties) };
}

const componentsPerResource = 7;

function componentsOf(index: number): JsonObject {
  const parts = Array.from({ length: componentsPerResource }, (_, part) => {
    return [`${nameOf(index)}_${part}`, objectOf(index + part, 0, "before")];
  });
  return Object.fromEntries(parts);
}

function nameOf(index: number): string {
  return `resource_${index}`;
}

function refTo(index: number, part: number): string {
  return `#/components/schemas/${nameOf(index % resources)}_${part}`;
}

/** An object whose fields hold further ones down to a depth. One field of it differs between the generations. */
function objectOf(seed: number, depth: number, generation: Generation): JsonObject {
  const described = (schema: JsonObject): JsonObject => ({ ...schema, description: prose });
  const leaves: JsonObject = {
    id: described({ type: "string" }),
    name: described({ type: ["string", "null"], maxLength: 120 }),
    kind: described({ type: "string", enum: ["chat", "completion", "embedding", "image", `kind_${seed}`] }),
    count: described({ type: "integer", minimum: 0, ...(generation === "after" && { maximum: 1_000 }) }),
    is_active: described({ ...boolean, default: true }),
    labels: { type: "array", items: { type: "string" } },
    related: { $ref: refTo(seed, 1 + (seed % (componentsPerResource - 1))) },
    ...(generation === "after" ? { [`added_${seed}`]: described({ type: "string" }) } : { [`gone_${seed}`]: boolean }),
  };
  if (depth === 0) return { ...required(leaves), required: ["id", "kind"] };
  const nested = (offset: number): JsonObject => objectOf(seed + offset, depth - 1, generation);
  const variants = ["text", "tool", "file"].map((type, offset) => {
    const { properties, ...rest } = nested(offset) as { readonly properties: JsonObject };
    return { ...rest, properties: { ...properties, type: { const: type } }, required: ["id", "type"] };
  });
  const branches = {
    options: nested(1),
    items: { type: "array", items: nested(2) },
    message: { anyOf: variants, discriminator: { propertyName: "type" } },
  };
  return { ...required({ ...leaves, ...branches }), required: ["id", "options"] };
}
