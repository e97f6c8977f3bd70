import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, type JsonObject, objectAt } from "../../document/json.ts";
import { type Finding, partOf } from "../report/report.ts";
import type { SpecView } from "../spec-view.ts";
import type { Direction } from "../types/compare-types.ts";
import { accessor } from "../types/type-fields.ts";
import { changeText, SchemaComparison } from "./compare-schemas.ts";
import { securityChange } from "./security.ts";

/** Finds the differences of one operation that types do not show. */
export function compareFacts(old: SpecView, now: SpecView, operation: string): Finding[] {
  return [
    ...compareOperations(old, now, operation),
    ...compareParameters(old, now, operation),
    ...compareBodies(old, now, operation),
    ...compareResponses(old, now, operation),
  ];
}

function compareOperations(old: SpecView, now: SpecView, operation: string): Finding[] {
  const [before, after] = [old.operation(operation), now.operation(operation)];
  const findings: Finding[] = [];
  const add = (message: string, severity: Finding["severity"] = "compatible"): void => {
    findings.push({ part: "operation", at: "", message, severity });
  };
  for (const key of ["operationId", "servers", "callbacks"]) {
    if (old.fingerprint(before[key]) !== now.fingerprint(after[key])) add(changeText(key, before[key], after[key]));
  }
  const deprecated = before["deprecated"] === true;
  if (deprecated !== (after["deprecated"] === true)) add(changeText("deprecated", deprecated, !deprecated));
  const security = securityChange(old, now, operation);
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

function compareParameters(old: SpecView, now: SpecView, operation: string): Finding[] {
  const after = now.parameters(operation);
  return [...old.parameters(operation)].flatMap(([key, parameter]) => {
    const successor = after.get(key);
    if (!successor) return [];
    const at = `${key.slice(0, key.indexOf(" "))} ${accessor(String(parameter["name"]))}`;
    const findings: Finding[] = [];
    const [wasWritten, isWritten] = [serialisation(parameter), serialisation(successor)];
    for (const [name, value] of Object.entries(wasWritten)) {
      if (value === isWritten[name] || !isComposite(old, parameter)) continue;
      findings.push({ part: "request", at, message: changeText(name, value, isWritten[name]), severity: "breaking" });
    }
    if ((parameter["deprecated"] === true) !== (successor["deprecated"] === true)) {
      const message = changeText("deprecated", parameter["deprecated"], successor["deprecated"]);
      findings.push({ part: "request", at, message, severity: "compatible" });
    }
    const schemas = compareSchemas(old, now, "request", parameter["schema"], successor["schema"], at);
    return [...findings, ...schemas, ...compareContents(old, now, "request", parameter, successor, at)];
  });
}

/** Tells whether a parameter can be written in more than one way: arrays and objects can. */
function isComposite(view: SpecView, parameter: JsonObject): boolean {
  const text = JSON.stringify(view.resolve(parameter["schema"]));
  return /"(array|object|anyOf|oneOf|allOf)"/.test(text);
}

function compareBodies(old: SpecView, now: SpecView, operation: string): Finding[] {
  const [before, after] = [old, now].map((view) => view.resolve(view.operation(operation)["requestBody"]));
  return compareContents(old, now, "request", before ?? {}, after ?? {}, "body");
}

function compareResponses(old: SpecView, now: SpecView, operation: string): Finding[] {
  const after = now.responses(operation);
  return [...old.responses(operation)].flatMap(([status, response]) => {
    const successor = after.get(status);
    if (!successor) return [];
    const part = partOf(status);
    const contents = compareContents(old, now, "response", response, successor, status);
    return [
      ...contents.map((finding) => ({ ...finding, part })),
      ...compareHeaders(old, now, response, successor, part, status),
    ];
  });
}

function compareHeaders(
  old: SpecView,
  now: SpecView,
  response: JsonObject,
  successor: JsonObject,
  part: Finding["part"],
  status: string,
): Finding[] {
  const [before, after] = [objectAt(response, "headers"), objectAt(successor, "headers")];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    if (old.fingerprint(before[name]) === now.fingerprint(after[name])) return [];
    const message = !(name in before) ? "is new" : !(name in after) ? "is gone" : "has another schema";
    return [{ part, at: `${status} header ${name}`, message, severity: "compatible" as const }];
  });
}

function compareContents(
  old: SpecView,
  now: SpecView,
  direction: Direction,
  before: JsonObject,
  after: JsonObject,
  at: string,
): Finding[] {
  const contents = objectAt(after, "content");
  return Object.entries(objectAt(before, "content")).flatMap(([mediaType, content]) => {
    const successor = contents[mediaType];
    if (!isObject(content) || !isObject(successor)) return [];
    const place = mediaType === "application/json" ? `${at} ` : `${at} (${mediaType}) `;
    const findings = compareSchemas(old, now, direction, content["schema"], successor["schema"], place);
    if (isDeepStrictEqual(content["encoding"], successor["encoding"])) return findings;
    const message = changeText("encoding", content["encoding"], successor["encoding"]);
    return [...findings, { part: direction, at: place.trim(), message, severity: "compatible" as const }];
  });
}

function compareSchemas(
  old: SpecView,
  now: SpecView,
  direction: Direction,
  before: Json | undefined,
  after: Json | undefined,
  at: string,
): Finding[] {
  if (old.fingerprint(before) === now.fingerprint(after)) return [];
  const comparison = new SchemaComparison(old, now, direction);
  comparison.compare(before, after, at);
  return comparison.differences.map((difference) => ({ part: direction, ...difference, at: difference.at.trim() }));
}
