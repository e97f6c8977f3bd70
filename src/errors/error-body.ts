import { oneLine } from "./one-line.ts";
import type { Budget } from "./status-error.ts";

/** What an error body says, whichever of the API's shapes it has. */
export interface ErrorBody {
  readonly message: string | undefined;
  readonly apiCode: string | undefined;
  readonly docUrl: string | undefined;
  readonly budget: Budget | undefined;
}

const maxMessageLength = 500;
/** How much of a text or HTML page is looked at: a title stands at its beginning. */
const maxPageLength = 4_096;

/**
 * Reads the shapes in which the API reports errors: `{ message }`, `{ code, message }`,
 * `{ error: { code, message, doc_url } }`, `{ error: object }` and `{ error: string }`. Of the text or HTML of a proxy, it
 * takes the title or the beginning.
 */
export function parseErrorBody(body: unknown): ErrorBody {
  if (typeof body === "string") {
    return { message: text(readableText(body)), apiCode: undefined, docUrl: undefined, budget: undefined };
  }
  const outer = fieldsOf(body);
  const inner = { ...outer, ...fieldsOf(outer["error"]) };
  const { code, doc_url, scope_kind, scope_target_id, dimension } = inner;
  const budget = { scope_kind: text(scope_kind), scope_target_id: text(scope_target_id), dimension: text(dimension) };
  return {
    message: text(inner["message"]) ?? text(outer["error"]) ?? text(json(outer["error"])),
    apiCode: text(typeof code === "number" ? String(code) : code),
    docUrl: text(doc_url),
    budget: (budget.scope_kind ?? budget.dimension) ? budget : undefined,
  };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? oneLine(value.slice(0, maxMessageLength)) || undefined : undefined;
}

function json(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    return JSON.stringify(value);
  } catch {
    // Nested too deeply to be written: then it is not a message either.
    return undefined;
  }
}

/** Returns the title of an HTML page, or the beginning of a text without its tags, in linear time. */
function readableText(body: string): string {
  const [first = "", ...rest] = body.slice(0, maxPageLength).split("<");
  const title = rest.find((tag) => /^title[\s>]/i.test(tag));
  if (title?.includes(">")) return title.slice(title.indexOf(">") + 1);
  return [first, ...rest.map((tag) => tag.slice(tag.indexOf(">") + 1))].join(" ");
}
