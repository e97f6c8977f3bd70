import type { Json, JsonObject } from "../../document/json.ts";
import type { Finding } from "../report/report.ts";
import type { SpecView } from "../spec-view.ts";
import { changeText } from "./keyword-changes.ts";
import { securityChange } from "./security.ts";

/** What is said of a place as a whole. */
type Fact = Pick<Finding, "message" | "severity">;

/** Returns what differs of an operation itself. */
export function operationFacts(before: SpecView, after: SpecView, operation: string): Fact[] {
  const [was, is] = [before.operation(operation), after.operation(operation)];
  const facts = ["operationId", "servers", "callbacks"]
    .filter((key) => before.fingerprint(was[key]) !== after.fingerprint(is[key]))
    .map((key) => compatible(changeText(key, was[key], is[key])));
  const security = securityChange(before, after, operation);
  return [...facts, ...deprecation(was, is), ...(security ? [security] : [])];
}

/** Returns what differs of a parameter besides its schema. */
export function parameterFacts(before: SpecView, parameter: JsonObject, successor: JsonObject): Fact[] {
  const [was, is] = [serialisation(parameter), serialisation(successor)];
  const written = Object.entries(isComposite(before, parameter) ? was : {})
    .filter(([key, value]) => value !== is[key])
    .map(([key, value]): Fact => ({ message: changeText(key, value, is[key]), severity: "breaking" }));
  return [...written, ...deprecation(parameter, successor)];
}

/** Returns how a response header has changed. */
export function headerFacts(before: SpecView, after: SpecView, was: Json | undefined, is: Json | undefined): Fact[] {
  if (before.fingerprint(was) === after.fingerprint(is)) return [];
  return [compatible(was === undefined ? "is new" : is === undefined ? "is gone" : "has another schema")];
}

function deprecation(before: JsonObject, after: JsonObject): Fact[] {
  const [was, is] = [before["deprecated"] === true, after["deprecated"] === true];
  return was === is ? [] : [compatible(changeText("deprecated", was, is))];
}

export function compatible(message: string): Fact {
  return { message, severity: "compatible" };
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

/** Tells whether a parameter can be written in more than one way: arrays and objects can. */
function isComposite(view: SpecView, parameter: JsonObject): boolean {
  const text = JSON.stringify(view.resolve(parameter["schema"]));
  return /"(array|object|anyOf|oneOf|allOf)"/.test(text);
}
