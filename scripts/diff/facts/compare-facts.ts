import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, type JsonObject, objectAt } from "../../document/json.ts";
import { type Finding, partOf } from "../report/report.ts";
import type { SpecView } from "../spec-view.ts";
import type { Direction } from "../types/compare-types.ts";
import { accessor } from "../types/type-fields.ts";
import { changeText, SchemaComparison } from "./compare-schemas.ts";
import { securityChange } from "./security.ts";

/** Finds the differences of one operation that types do not show. */
export function compareFacts(before: SpecView, after: SpecView, operation: string): Finding[] {
  return [
    ...compareOperations(before, after, operation),
    ...compareParameters(before, after, operation),
    ...compareBodies(before, after, operation),
    ...compareResponses(before, after, operation),
  ];
}

function compareOperations(before: SpecView, after: SpecView, operation: string): Finding[] {
  const [beforePart, afterPart] = [before.operation(operation), after.operation(operation)];
  const findings: Finding[] = [];
  const add = (message: string, severity: Finding["severity"] = "compatible"): void => {
    findings.push({ part: "operation", at: "", message, severity });
  };
  for (const key of ["operationId", "servers", "callbacks"]) {
    if (before.fingerprint(beforePart[key]) !== after.fingerprint(afterPart[key]))
      add(changeText(key, beforePart[key], afterPart[key]));
  }
  const deprecated = beforePart["deprecated"] === true;
  if (deprecated !== (afterPart["deprecated"] === true)) add(changeText("deprecated", deprecated, !deprecated));
  const security = securityChange(before, after, operation);
  if (security) add(security.message, security.severity);
  return findings;
}

/** Returns how a parameter is written into the URL, with the defaults of the OpenAPI specification. */
function serialisation(parameter: JsonObject): JsonObject {
  const inQuery = parameter["in"] === "query" || parameter["in"] === "cookie";
  const style = parameter["style"] ?? (inQuery ? "form" : "simple");
  return {
    style,
    explode: parameter["explode"] ?? style === "form",
    allowReserved: parameter["allowReserved"] ?? false,
  };
}

function compareParameters(before: SpecView, after: SpecView, operation: string): Finding[] {
  const afterPart = after.parameters(operation);
  return [...before.parameters(operation)].flatMap(([key, parameter]) => {
    const successor = afterPart.get(key);
    if (!successor) return [];
    const at = `${key.slice(0, key.indexOf(" "))} ${accessor(String(parameter["name"]))}`;
    const findings: Finding[] = [];
    const [wasWritten, isWritten] = [serialisation(parameter), serialisation(successor)];
    for (const [name, value] of Object.entries(wasWritten)) {
      if (value === isWritten[name] || !isComposite(before, parameter)) continue;
      findings.push({ part: "request", at, message: changeText(name, value, isWritten[name]), severity: "breaking" });
    }
    if ((parameter["deprecated"] === true) !== (successor["deprecated"] === true)) {
      const message = changeText("deprecated", parameter["deprecated"], successor["deprecated"]);
      findings.push({ part: "request", at, message, severity: "compatible" });
    }
    const schemas = compareSchemas(before, after, "request", parameter["schema"], successor["schema"], at);
    return [...findings, ...schemas, ...compareContents(before, after, "request", parameter, successor, at)];
  });
}

/** Tells whether a parameter can be written in more than one way: arrays and objects can. */
function isComposite(view: SpecView, parameter: JsonObject): boolean {
  const text = JSON.stringify(view.resolve(parameter["schema"]));
  return /"(array|object|anyOf|oneOf|allOf)"/.test(text);
}

function compareBodies(before: SpecView, after: SpecView, operation: string): Finding[] {
  const [beforePart, afterPart] = [before, after].map((view) => view.resolve(view.operation(operation)["requestBody"]));
  return compareContents(before, after, "request", beforePart ?? {}, afterPart ?? {}, "body");
}

function compareResponses(before: SpecView, after: SpecView, operation: string): Finding[] {
  const afterPart = after.responses(operation);
  return [...before.responses(operation)].flatMap(([status, response]) => {
    const successor = afterPart.get(status);
    if (!successor) return [];
    const part = partOf(status);
    const contents = compareContents(before, after, "response", response, successor, status);
    return [
      ...contents.map((finding) => ({ ...finding, part })),
      ...compareHeaders(before, after, response, successor, part, status),
    ];
  });
}

function compareHeaders(
  before: SpecView,
  after: SpecView,
  response: JsonObject,
  successor: JsonObject,
  part: Finding["part"],
  status: string,
): Finding[] {
  const [beforePart, afterPart] = [objectAt(response, "headers"), objectAt(successor, "headers")];
  return [...new Set([...Object.keys(beforePart), ...Object.keys(afterPart)])].flatMap((name) => {
    if (before.fingerprint(beforePart[name]) === after.fingerprint(afterPart[name])) return [];
    const message = !(name in beforePart) ? "is new" : !(name in afterPart) ? "is gone" : "has another schema";
    return [{ part, at: `${status} header ${name}`, message, severity: "compatible" as const }];
  });
}

function compareContents(
  before: SpecView,
  after: SpecView,
  direction: Direction,
  beforePart: JsonObject,
  afterPart: JsonObject,
  at: string,
): Finding[] {
  const contents = objectAt(afterPart, "content");
  return Object.entries(objectAt(beforePart, "content")).flatMap(([mediaType, content]) => {
    const successor = contents[mediaType];
    if (!isObject(content) || !isObject(successor)) return [];
    const place = mediaType === "application/json" ? `${at} ` : `${at} (${mediaType}) `;
    const findings = compareSchemas(before, after, direction, content["schema"], successor["schema"], place);
    if (isDeepStrictEqual(content["encoding"], successor["encoding"])) return findings;
    const message = changeText("encoding", content["encoding"], successor["encoding"]);
    return [...findings, { part: direction, at: place.trim(), message, severity: "compatible" as const }];
  });
}

function compareSchemas(
  before: SpecView,
  after: SpecView,
  direction: Direction,
  beforePart: Json | undefined,
  afterPart: Json | undefined,
  at: string,
): Finding[] {
  if (before.fingerprint(beforePart) === after.fingerprint(afterPart)) return [];
  const comparison = new SchemaComparison(before, after, direction);
  comparison.compare(beforePart, afterPart, at);
  return comparison.differences.map((difference) => ({ part: direction, ...difference, at: difference.at.trim() }));
}
