import { isObject, type JsonObject, objectAt } from "./document/json.ts";
import { operationsOf, splitOperation } from "./document/operation.ts";
import { resolvePointer } from "./document/pointer.ts";

/** Returns the three lines that use the types of a new pin, with an operation that it has. */
export function firstUse(document: JsonObject): string[] {
  const calls = operationsOf(document).map((operation) => callOf(document, operation));
  // The shortest is the one that needs least. Without any, the compiler asks for what is between the braces.
  const call = calls
    .filter((each) => each !== undefined)
    .reduce<string | undefined>((best, each) => (best && best.length <= each.length ? best : each), undefined);
  const example = call ?? `${JSON.stringify(operationsOf(document)[0])}, { … }`;
  return [
    "\nUse its types in a file beside generated/:\n",
    '  import { Orq } from "orq-client";',
    '  import type { paths } from "./generated/current.d.ts";',
    `  const reply = await new Orq().withSpec<paths>().call(${example});`,
  ];
}

/** Returns the arguments of a call of a GET that compiles; `undefined` where more than ids would have to be invented. */
function callOf(document: JsonObject, operation: string): string | undefined {
  const { method, path } = splitOperation(operation);
  if (method !== "get") return undefined;
  const item = objectAt(document["paths"], path);
  const parameters = [item["parameters"], objectAt(item, method)["parameters"]]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .map((parameter) => resolved(document, parameter))
    .filter((parameter) => parameter["in"] === "path" || parameter["required"] === true);
  const isPlain = parameters.every((parameter) => parameter["in"] === "path" && takesAnyText(document, parameter));
  if (!isPlain) return undefined;
  const ids = parameters.map(({ name }) => `${JSON.stringify(name)}: "…"`).join(", ");
  return `${JSON.stringify(operation)}${ids === "" ? "" : `, { params: { path: { ${ids} } } }`}`;
}

function takesAnyText(document: JsonObject, parameter: JsonObject): boolean {
  const { type, enum: values, const: value } = resolved(document, parameter["schema"]);
  return type === "string" && values === undefined && value === undefined;
}

/** Returns what a node refers to, or the node itself. */
function resolved(document: JsonObject, node: unknown): JsonObject {
  if (!isObject(node)) return {};
  const { $ref: reference } = node;
  const target = typeof reference === "string" ? resolvePointer(document, reference) : node;
  return isObject(target) ? target : {};
}
