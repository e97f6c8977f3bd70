/**
 * `breaking`: code that compiled against the old types does not against the new, or a request that was valid may be
 * refused. `compatible`: anything else that callers can notice.
 */
export type Severity = "breaking" | "compatible";

/** One difference of one operation. */
export interface Finding {
  readonly severity: Severity;
  /** `error` is a response with an error status: apart from `response`, which is what a call resolves to. */
  readonly part: "operation" | "request" | "response" | "error";
  /** Where in that part, such as `body .metadata`, `query .limit` or `200 .data[]._id`; empty for the part as a whole. */
  readonly at: string;
  /** What happened there, in words that follow the place. */
  readonly message: string;
}

export interface OperationReport {
  /** `"METHOD /path"`. */
  readonly operation: string;
  readonly change: "added" | "removed" | "changed";
  readonly severity: Severity;
  /** How callers reach it: `orq.identities.update`, or `orq.call` where the facade has no method. */
  readonly affects: string;
  /** Breaking ones first. */
  readonly findings: readonly Finding[];
}

export type Release = "major" | "minor" | "patch" | "none";

export interface Report {
  readonly old: string;
  readonly new: string;
  /** Breaking ones first, then by path. */
  readonly operations: readonly OperationReport[];
  /** Operations that differ in words, examples or order alone. */
  readonly wordingOnly: readonly string[];
  /** The semver level that a release on the new spec needs. */
  readonly release: Release;
  /** What a maintainer of this repository edits, one instruction each. */
  readonly edits: readonly string[];
}
