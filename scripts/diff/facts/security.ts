import type { Json } from "../../document/json.ts";
import type { Severity } from "../report/report.ts";
import type { SpecView } from "../spec-view.ts";

/** A set of credentials that are enough together. Each is identified by what it is, not by its name in the document. */
type Alternative = ReadonlySet<string>;

/** Returns how the credentials that an operation asks for have changed; `undefined` if they have not. */
export function securityChange(
  before: SpecView,
  after: SpecView,
  operation: string,
): { readonly message: string; readonly severity: Severity } | undefined {
  const [setsBefore, setsAfter] = [alternatives(before, operation), alternatives(after, operation)];
  const stillEnough = (given: Alternative): boolean =>
    setsAfter.some((needed) => [...needed].every((scheme) => given.has(scheme)));
  if (isSame(setsBefore, setsAfter)) return undefined;
  const message = `security was ${text(setsBefore)}, is ${text(setsAfter)}`;
  return { message, severity: setsBefore.every(stillEnough) ? "compatible" : "breaking" };
}

function alternatives(view: SpecView, operation: string): Alternative[] {
  return view
    .security(operation)
    .map((needed) => new Set(Object.entries(needed).flatMap((entry) => credentials(view, ...entry))));
}

/** Returns the scheme, and each scope that it must carry. */
function credentials(view: SpecView, name: string, scopes: Json): string[] {
  const scheme = view.securityScheme(name);
  const parts = ["type", "scheme", "in", "name"].map((key) => scheme[key]).filter((part) => typeof part === "string");
  const text = parts.join(" ") || name;
  return [text, ...(Array.isArray(scopes) ? scopes : []).map((scope) => `${text} scope ${scope}`)];
}

const text = (all: readonly Alternative[]): string => all.map((one) => [...one].join(" and ") || "none").join(", or ");

function isSame(setsBefore: readonly Alternative[], setsAfter: readonly Alternative[]): boolean {
  const key = (all: readonly Alternative[]): string =>
    all
      .map((one) => [...one].sort().join("\n"))
      .sort()
      .join("\n\n");
  return key(setsBefore) === key(setsAfter);
}
