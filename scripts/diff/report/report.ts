import { isError } from "../../document/operation.ts";

/**
 * `breaking`: code that compiled against the types before does not compile against those after, or a request that was
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
  /** The last field of `at`, such as `._id`. Findings that say the same of one field are one statement. */
  readonly field: string;
  /** What happened there, in words that follow the place. */
  readonly message: string;
  /** The same wherever this operation, part, place and message come together. `openapi/approvals.yaml` names it. */
  readonly fingerprint: string;
  /** Why a person has approved it. It then breaks nothing that is counted. */
  readonly approval?: string;
}

/** Returns the part of a report that a status belongs to. */
export function partOf(status: string): Finding["part"] {
  return isError(status) ? "error" : "response";
}

export interface OperationReport {
  /** `"METHOD /path"`. */
  readonly operation: string;
  readonly change: "added" | "removed" | "changed";
  /** `breaking` if a finding breaks that is not approved. */
  readonly severity: Severity;
  /** How callers reach it: `orq.identities.update`, or `orq.call` if the facade has no method. */
  readonly affects: string;
  /** Breaking ones first. At least one. */
  readonly findings: readonly Finding[];
}

export type Release = "major" | "minor" | "patch" | "none";

/** What `spec:diff --format json` prints. */
export interface Report {
  /** The two specs, as they were named. */
  readonly before: string;
  readonly after: string;
  /** Breaking ones first, then by path. */
  readonly operations: readonly OperationReport[];
  /** Operations that differ only in words, examples or order. */
  readonly wordingOnly: readonly string[];
  /** The semver level that a release on the spec after needs. */
  readonly release: Release;
  /** The version of that release. Missing outside this repository. */
  readonly nextVersion?: string;
  /** What a maintainer of this repository edits, one instruction each. */
  readonly edits: readonly string[];
}
