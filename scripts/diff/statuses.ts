import type { Finding } from "./report/report.ts";

/** What a call rejects on; `default` is what an operation answers when nothing else is declared. */
export function isError(status: string): boolean {
  return /^([45](\d\d|XX)|default)$/i.test(status);
}

/** Where a report tells of a status. */
export function partOf(status: string): Finding["part"] {
  return isError(status) ? "error" : "response";
}
