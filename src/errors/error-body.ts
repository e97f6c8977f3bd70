/** What an error body says, whichever of the API's shapes it has. */
export interface ErrorBody {
  readonly message: string | undefined;
  readonly apiCode: string | undefined;
  readonly docUrl: string | undefined;
}

const excerptLength = 500;

/**
 * Reads the five shapes in which the API reports errors: `{ message }`, `{ code, message }`,
 * `{ error: { code, message, doc_url } }`, `{ error: object }` and `{ error: string }`; and the text or HTML of a proxy.
 */
export function parseErrorBody(body: unknown): ErrorBody {
  if (typeof body === "string") return { message: readableText(body), apiCode: undefined, docUrl: undefined };
  const outer = fieldsOf(body);
  const inner = { ...outer, ...fieldsOf(outer["error"]) };
  return {
    message: text(inner["message"]) ?? text(outer["error"]) ?? json(outer["error"]),
    apiCode: text(inner["code"]),
    docUrl: text(inner["doc_url"]),
  };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** As one line of a bounded length: it goes into messages and logs, and a server may write anything. */
function text(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  return (
    value
      .slice(0, excerptLength)
      .replace(/[\p{Cc}\s]+/gu, " ")
      .trim() || undefined
  );
}

function json(value: unknown): string | undefined {
  return typeof value === "object" && value !== null ? JSON.stringify(value).slice(0, excerptLength) : undefined;
}

/** The title of an HTML page, or the beginning of a text. */
function readableText(body: string): string | undefined {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1];
  return text((title ?? body.replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ").trim());
}
