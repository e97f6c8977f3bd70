import type { Finding } from "./report/report.ts";

/** Tells whether a call rejects on a status. `default` is the answer when nothing else is declared. */
export function isError(status: string): boolean {
  return /^([45](\d\d|XX)|default)$/i.test(status);
}

/** Returns the part of a report that a status belongs to. */
export function partOf(status: string): Finding["part"] {
  return isError(status) ? "error" : "response";
}
