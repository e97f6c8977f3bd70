import type { ErrorObject } from "ajv/dist/2020.js";
import { keysOfPointer } from "../../document/pointer.ts";

/** A value that does not fit has at most this many problems told: a union has some for each of its members. */
const mostProblems = 5;

/** What is wrong with a request. The message names the place and is one line. */
export class RequestProblem extends Error {
  override readonly name = "RequestProblem";
}

/** @throws {RequestProblem} when there are errors: each names its field, below a part of the request. */
export function refuseErrors(part: string, errors: readonly ErrorObject[]): void {
  if (errors.length > 0) throw new RequestProblem(describeErrors(part, errors));
}

/** Returns one line that names each field and what is wrong with it. */
export function describeErrors(part: string, errors: readonly ErrorObject[]): string {
  const lines = errors.map(({ instancePath, message, params }) => {
    const extra: unknown = params["additionalProperty"];
    const place = [part, ...keysOfPointer(instancePath)].join(".");
    return `${place}: ${message}${extra === undefined ? "" : ` (${extra})`}`;
  });
  return [...new Set(lines)].slice(0, mostProblems).join("; ");
}
