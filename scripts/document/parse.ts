import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";
import { SpecError } from "../spec-error.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

/** Deeper than any real spec, and shallower than what overflows a recursive reader. */
const maxDepth = 100;
const tooDeep: string = `nested too deeply: at most ${maxDepth} levels`;

/**
 * Control characters, and those that change the direction of text: a reviewer of the pin would not see them. And half of
 * a surrogate pair: it cannot be written in UTF-8.
 */
const hidden = /(?![\t\n\r])\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;
const hiddenProblem = "a control character, one that changes the direction of text, or half of a surrogate pair";

/**
 * Parses one OpenAPI 3.1 document as plain data. Refuses what two parsers may read differently and what grows when
 * it is read: aliases, merge keys, duplicate keys, tags, `__proto__`. The error names the file and the line.
 */
export function parseSpec(text: string, name: string, firstLine = 1): JsonObject {
  const value = parseYaml(text, name, firstLine);
  if (!isObject(value)) throw new SpecError(`${name}: not an OpenAPI document: expected a mapping at the top`);
  const { openapi, swagger } = value;
  if (swagger !== undefined) throw new SpecError(`${name}: Swagger ${String(swagger)}: only OpenAPI 3.1 is supported`);
  if (typeof openapi !== "string" || !/^3\.1\.\d+$/.test(openapi)) {
    throw new SpecError(`${name}: not an OpenAPI 3.1 document: "openapi" is ${JSON.stringify(openapi) ?? "missing"}`);
  }
  if (!isObject(value["paths"])) throw new SpecError(`${name}: not an OpenAPI document: "paths" is missing`);
  return value;
}

/** Parses YAML as plain data, just as strictly. JSON is YAML, too. */
export function parseYaml(text: string, name: string, firstLine = 1): Json {
  if (text.trim() === "") throw new SpecError(`${name}: the file is empty`);
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) throw new SpecError(`${name}: this is HTML or XML, not YAML or JSON`);
  const lines = new LineCounter();
  const fail = (offset: number, problem: string): never => {
    throw new SpecError(`${name}:${lines.linePos(offset).line + firstLine - 1}: ${problem}`);
  };
  // Duplicate keys are found below, in linear time.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) return fail(problem.pos[0], reasonOf(problem.message));
  if (document.directives?.yaml.explicit && document.directives.yaml.version !== "1.2") {
    return fail(0, `YAML ${document.directives.yaml.version} is not supported: parsers read it differently`);
  }
  if (Object.keys(document.directives?.tags ?? {}).length > 1) return fail(0, "a %TAG directive is refused");
  return document.contents === null ? null : toJson(document.contents, 0, fail);
}

function reasonOf(message: string): string {
  if (message.includes("call stack")) return tooDeep;
  return `not valid YAML: ${message.replace(/[\n;].*/s, "")}`;
}

function toJson(node: Node, depth: number, fail: (offset: number, problem: string) => never): Json {
  const offset = node.range?.[0] ?? 0;
  if (depth > maxDepth) return fail(offset, tooDeep);
  if (isAlias(node) || ("anchor" in node && node.anchor)) return fail(offset, "YAML anchors and aliases are refused");
  if ("tag" in node && node.tag !== undefined) return fail(offset, `YAML tags are refused: ${node.tag}`);
  if (isSeq<Node>(node)) return node.items.map((item) => toJson(item, depth + 1, fail));
  if (isMap<Node, Node | null>(node)) {
    const object: JsonObject = {};
    for (const pair of node.items) {
      const key = keyOf(pair, fail);
      if (Object.hasOwn(object, key)) return fail(pair.key.range?.[0] ?? offset, `duplicate key "${key}"`);
      object[key] = pair.value === null ? null : toJson(pair.value, depth + 1, fail);
    }
    return object;
  }
  const value: unknown = isScalar(node) ? node.value : undefined;
  if (typeof value === "string" && hidden.test(value)) return fail(offset, hiddenProblem);
  if (typeof value === "number" && !Number.isFinite(value)) return fail(offset, `${value} is not a JSON number`);
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return value as Json;
  return fail(offset, "not a JSON value");
}

function keyOf({ key }: Pair<Node, unknown>, fail: (offset: number, problem: string) => never): string {
  const offset = key.range?.[0] ?? 0;
  if (isAlias(key) || !isScalar(key) || key.anchor || key.tag !== undefined)
    return fail(offset, "a key must be a plain value");
  const name = String(key.value);
  if (hidden.test(name)) return fail(offset, hiddenProblem);
  if (name === "<<") return fail(offset, "YAML merge keys are refused: parsers read them differently");
  if (name === "__proto__") return fail(offset, 'the key "__proto__" is refused');
  return name;
}
