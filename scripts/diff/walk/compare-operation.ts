import { objectAt } from "../../document/json.ts";
import { headerFacts, operationFacts, parameterFacts } from "../facts/operation-facts.ts";
import { groupOf, type PartName } from "../reduced-document.ts";
import { type Finding, partOf } from "../report/report.ts";
import { compareContents, compareSchemas, type Said, saidOf } from "./compare-contents.ts";
import type { Sides } from "./sides.ts";
import { pairStatuses, type Responses, statusGone, statusNew } from "./statuses.ts";
import { accessor, below } from "./value-walk.ts";

/** What is found, without the fingerprint. */
export type Found = Omit<Finding, "field" | "fingerprint" | "approval"> & { readonly field?: string };

/** Walks the places of an operation once, in the parts that differ, and hands each place to both judges. */
export function compareOperation(sides: Sides, operation: string, parts: ReadonlySet<PartName>): Found[] {
  const inPart = (part: Finding["part"], said: readonly Said[]): Found[] => said.map((one) => ({ part, ...one }));
  const facts = operationFacts(sides.before, sides.after, operation).map((fact) => ({ at: "", ...fact }));
  return [
    ...inPart("operation", facts),
    ...(parts.has("parameters") ? inPart("request", compareParameters(sides, operation)) : []),
    ...(parts.has("requestBody") ? inPart("request", compareBodies(sides, operation)) : []),
    ...compareResponses(sides, operation, parts),
  ];
}

function compareParameters(sides: Sides, operation: string): Said[] {
  const [typesBefore, typesAfter] = sides.typesOf(operation);
  const successors = sides.after.parameters(operation);
  const parameters = [...sides.before.parameters(operation)];
  return ["path", "query", "header", "cookie"].flatMap((location) => {
    const at = { text: `${location} `, field: location };
    const types = sides.types.request;
    const byType = types.compareFields(typesBefore.parameters(location), typesAfter.parameters(location), at);
    const byFacts = parameters.flatMap(([key, parameter]): Said[] => {
      const successor = successors.get(key);
      if (parameter["in"] !== location || !successor) return [];
      const place = below(at, accessor(String(parameter["name"])));
      const { text, field } = place;
      const facts = parameterFacts(sides.before, parameter, successor).map((fact) => ({ at: text, field, ...fact }));
      const none = { node: parameter, types: new Map() };
      return [
        ...facts,
        ...compareSchemas(sides, "request", parameter, successor, place),
        ...compareContents(sides, "request", none, { ...none, node: successor }, text),
      ];
    });
    return [...saidOf(byType), ...byFacts];
  });
}

function compareBodies(sides: Sides, operation: string): Said[] {
  const [was, is] = [sides.before, sides.after].map((view) => view.operation(operation)["requestBody"]);
  const [before, after] = [sides.before.resolve(was), sides.after.resolve(is)];
  const [typesBefore, typesAfter] = sides.typesOf(operation);
  const [wasRequired, isRequired] = [before["required"] === true, after["required"] === true];
  const body = (message: string, breaks: boolean): Said => ({
    at: "body",
    message,
    severity: breaks ? "breaking" : "compatible",
  });
  if (was === undefined && is === undefined) return [];
  if (is === undefined) return [body("is gone", true)];
  if (was === undefined) return [body(`is new and ${isRequired ? "required" : "optional"}`, isRequired)];
  const [contentsBefore, contentsAfter] = [
    { node: before, types: typesBefore.body() },
    { node: after, types: typesAfter.body() },
  ];
  const contents = compareContents(sides, "request", contentsBefore, contentsAfter, "body");
  if (wasRequired === isRequired) return contents;
  return [body(isRequired ? "is required now" : "is optional now", isRequired), ...contents];
}

function compareResponses(sides: Sides, operation: string, parts: ReadonlySet<PartName>): Found[] {
  const types = sides.typesOf(operation);
  const [before, after] = ([sides.before, sides.after] as const).map((view, side): Responses => {
    const responses = [...view.responses(operation)].filter(([status]) => parts.has(groupOf(status)));
    return new Map(
      responses.map(([status, node]) => [status, { node, types: types[side]?.response(status) ?? new Map() }]),
    );
  });
  if (!before || !after) return [];
  const { kept, moved, gone, fresh } = pairStatuses(before, after);
  const inPart = ({ at, ...said }: Said, status = at): Found => ({ part: partOf(status), at, ...said });
  return [
    ...moved.map(([was, is]) => inPart({ at: was, message: `the status is ${is} now`, severity: "breaking" })),
    ...[...kept, ...moved].flatMap(([was, is]) => {
      const [response, successor] = [before.get(was), after.get(is)];
      if (!response || !successor) return [];
      const [headers, headersAfter] = [objectAt(response.node, "headers"), objectAt(successor.node, "headers")];
      const names = [...new Set([...Object.keys(headers), ...Object.keys(headersAfter)])];
      const said = [
        ...compareContents(sides, "response", response, successor, is),
        ...names.flatMap((name) =>
          headerFacts(sides.before, sides.after, headers[name], headersAfter[name]).map((fact) => ({
            at: `${is} header ${name}`,
            ...fact,
          })),
        ),
      ];
      return said.map((one) => inPart(one, is));
    }),
    ...gone.map((status) => inPart(statusGone(sides.checker, status, before))),
    ...fresh.map((status) => inPart(statusNew(sides.checker, status, before, after))),
  ];
}
