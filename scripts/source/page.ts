import { SpecError } from "../spec-error.ts";

/** The OpenAPI document of a docs page, and the operation that its fence names. */
export interface PageFence {
  readonly operation: string;
  readonly yaml: string;
  /** The line of the page on which the YAML starts: a parse error names the line of the page. */
  readonly firstLine: number;
}

const opening = /^(?<marks>`{4,})yaml (?<method>[a-z]+) (?<path>\/\S*)$/;

/**
 * Finds the fence of four (or more) backticks whose info string is `yaml <method> <path>`: the form in which the API's
 * documentation publishes an operation. Returns `undefined` for a page without one, such as a guide.
 */
export function findFence(page: string, name: string): PageFence | undefined {
  const lines = page.split(/\r?\n/);
  const start = lines.findIndex((line) => opening.test(line));
  const groups = lines[start]?.match(opening)?.groups;
  if (!groups) return undefined;
  const end = lines.findIndex((line, index) => index > start && line.trimEnd() === groups["marks"]);
  if (end === -1) throw new SpecError(`${name}:${start + 1}: the fence of the OpenAPI document is never closed`);
  const second = lines.findIndex((line, index) => index > end && opening.test(line));
  if (second !== -1)
    throw new SpecError(`${name}:${second + 1}: a second OpenAPI fence: a page documents one operation`);
  return {
    operation: `${groups["method"]?.toUpperCase()} ${groups["path"]}`,
    yaml: lines.slice(start + 1, end).join("\n"),
    firstLine: start + 2,
  };
}
