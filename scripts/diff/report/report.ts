import { isError } from "../../document/operation.ts";

/**
 * `breaking`: code that compiled against the old types does not compile against the new ones, or a request that was
 * valid may be refused. `compatible`: anything else that callers can notice.
 */
export type Severity = "breaking" | "compatible";

/** A difference of one operation. */
export interface Finding {
  readonly severity: Severity;
  /** `response` is what a call resolves to. `error` is a response with an error status. */
  readonly part: "operation" | "request" | "response" | "error";
  /** Where in that part, such as `body .metadata`, `query .limit` or `200 .data[]._id`; empty for the whole part. */
  readonly at: string;
  /** What happened there, in words that follow the place. */
  readonly message: string;
}

/** Returns the part of a report that a status belongs to. */
export function partOf(status: string): Finding["part"] {
  return isError(status) ? "error" : "response";
}

export interface OperationReport {
  /** `"METHOD /path"`. */
  readonly operation: string;
  readonly change: "added" | "removed" | "changed";
  readonly severity: Severity;
  /** How callers reach it: `orq.identities.update`, or `orq.call` if the facade has no method. */
  readonly affects: string;
  /** Breaking ones first. */
  readonly findings: readonly Finding[];
}

export type Release = "major" | "minor" | "patch" | "none";

export interface Report {
  readonly before: string;
  readonly after: string;
  /** Breaking ones first, then by path. */
  readonly operations: readonly OperationReport[];
  /** Operations that differ only in words, examples or order. */
  readonly wordingOnly: readonly string[];
  /** The semver level that a release on the new spec needs. */
  readonly release: Release;
  /** What a maintainer of this repository edits, one instruction each. */
  readonly edits: readonly string[];
}
