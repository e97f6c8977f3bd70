import { sha256 } from "../../document/canonical.ts";
import type { Finding } from "./report.ts";

/**
 * Returns eight hexadecimal digits that name a finding, from its operation, part, place and message alone. The first one is
 * a letter: YAML would read digits alone, or `1e234567`, as a number.
 */
export function fingerprintOf(
  operation: string,
  { part, at, message }: Pick<Finding, "part" | "at" | "message">,
): string {
  const hash = sha256(JSON.stringify([operation, part, at, message]));
  return hash.slice(hash.search(/[a-f]/)).slice(0, 8).padEnd(8, "0");
}
