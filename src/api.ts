import { type AnyInit, noCallInit, type Prepare } from "./call.ts";
import { ConfigError } from "./errors/errors.ts";
import { OrqError } from "./errors/orq-error.ts";
import { withOwnCause } from "./errors/own-cause.ts";
import type { Api, ApiResult, SendApiCall } from "./openapi-fetch.ts";
import { mergeHeaders } from "./options/headers.ts";
import { ownOptions, type Unset } from "./options/own-options.ts";
import { parseJson, statusError } from "./results/read-reply.ts";
import type { CallScope } from "./transport/call-scope.ts";
import { replyText } from "./transport/reply-text.ts";
import type { OutgoingRequest, Reply, Send } from "./transport/send.ts";

interface ApiInit extends AnyInit {
  readonly parseAs?: string | undefined;
  readonly middleware?: readonly unknown[] | undefined;
  readonly bodySerializer?: ((body: never) => unknown) | undefined;
  readonly querySerializer?: unknown;
}

const noApiInit: Unset<ApiInit> = {
  ...noCallInit,
  parseAs: undefined,
  middleware: undefined,
  bodySerializer: undefined,
  querySerializer: undefined,
};

/** Options of openapi-fetch that would lead a call around the transport. */
const clientOptions = ["baseUrl", "fetch", "Request", "pathSerializer"] as const;
const parsings: readonly string[] = ["json", "text", "blob", "arrayBuffer", "stream"];
const methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;

/**
 * Returns `orq.api`: the openapi-fetch client with our preparation before it and our transport below it. A status is
 * given as `{ error }`. What it throws is ours: what middleware throws becomes the cause of a `ConfigError`.
 */
export function createApi(prepare: Prepare, sendApiCall: SendApiCall, send: Send): Api<never> {
  const registered: unknown[] = [];
  const request = async (method: string, path: string, given: ApiInit = {}): Promise<ApiResult> => {
    const init = ownOptions(given, noApiInit, "the call's argument");
    checkApiOptions(init);
    const { parseAs = "json", middleware = [], bodySerializer, querySerializer, params = {}, ...options } = init;
    const verb = String(method).toUpperCase();
    const outgoing = prepare(`${verb} ${String(path)}`, {
      ...options,
      params: querySerializer ? { ...params, query: undefined } : params,
      body: bodySerializer ? undefined : init.body,
    });
    const { scope, url, headers, body, repeatable } = outgoing;
    const sent = (): Promise<ApiResult> =>
      sendApiCall(verb, path, {
        params: { path: params.path ?? {}, query: params.query },
        headers,
        body: bodySerializer ? init.body : body,
        bodySerializer,
        // What the caller gave has been read, and is not read again.
        pathSerializer: () => url,
        querySerializer: querySerializer ?? (() => ""),
        // Read as text, so that what is not JSON becomes our error.
        parseAs: parseAs === "json" ? "text" : parseAs,
        middleware: [...registered, ...middleware],
        duplex: repeatable ? undefined : "half",
        fetch: async (made) => responseOf(await send(await changed(outgoing, made)), scope),
      }).catch((error: unknown) => {
        throw error instanceof OrqError ? error : middlewareError(error, scope);
      });
    return scope.run(async () => {
      // Middleware counts too: it may hang as well as a server.
      const result = await scope.wait(sent, Number.POSITIVE_INFINITY);
      // An empty error would look like a success.
      if (!result.response.ok) return { ...result, error: result.error || String(result.response.status) };
      if (parseAs !== "json" || typeof result.data !== "string") return result;
      return { ...result, data: result.data === "" ? undefined : parseJson(result.data, result.response, scope) };
    });
  };
  const use = (...added: unknown[]): unknown => registered.push(...added.filter(Boolean));
  const eject = (...removed: unknown[]): void => {
    for (const each of removed) if (registered.includes(each)) registered.splice(registered.indexOf(each), 1);
  };
  const verbs = methods.map((method) => [method, (path: string, init?: ApiInit) => request(method, path, init)]);
  return { ...Object.fromEntries(verbs), request, use, eject } as unknown as Api<never>;
}

/** @throws {ConfigError} that names the option. */
function checkApiOptions(init: ApiInit): void {
  for (const name of clientOptions) {
    if (Object.hasOwn(init, name)) throw new ConfigError(`${name} is not an option of a single call of orq.api`);
  }
  const { as, parseAs, middleware, bodySerializer } = init;
  if (as !== undefined) throw new ConfigError("as is an option of orq.call; here it is parseAs");
  if (parseAs !== undefined && !parsings.includes(parseAs)) {
    throw new ConfigError(`parseAs must be one of ${parsings.join(", ")}`);
  }
  if (middleware !== undefined && !Array.isArray(middleware)) throw new ConfigError("middleware must be a list");
  if (bodySerializer !== undefined && typeof bodySerializer !== "function") {
    throw new ConfigError("bodySerializer must be a function");
  }
}

/** Makes our error of what middleware threw. Its cause is the very value that was thrown. */
function middlewareError(thrown: unknown, scope: CallScope): ConfigError {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return withOwnCause(scope.error(ConfigError, `the middleware of orq.api failed: ${said}`, {}), thrown);
}

/** Returns a request as middleware has left it. */
async function changed(request: OutgoingRequest, made: Request): Promise<OutgoingRequest> {
  const { method, url, body } = made;
  const { origin } = new URL(request.url);
  const target = new URL(url).origin;
  if (target !== origin) throw new ConfigError(`orq.api sends its key to ${origin} alone, and not to ${target}`);
  // Another method is another request, of which the operation's traits say nothing.
  const idempotent = method === request.method && request.idempotent;
  const sent = {
    ...request,
    method,
    url,
    idempotent,
    headers: mergeHeaders({}, made.headers, "the headers of the request"),
  };
  if (!request.repeatable || body === null) return { ...sent, body: body ?? undefined };
  // Read to its end before it is sent, so that it can be sent again.
  const bytes = await request.scope.wait(() => made.arrayBuffer(), Number.POSITIVE_INFINITY);
  return { ...sent, body: bytes.byteLength === 0 ? undefined : bytes };
}

/** Statuses that a `Response` with a body cannot have. */
const bodiless: readonly number[] = [204, 205, 304];

/**
 * Rebuilds an unread `Response` from a reply whose body has been read.
 *
 * @throws {StatusError} for a status that HTTP does not have: no `Response` can be made of it.
 */
function responseOf(reply: Reply, scope: CallScope): Response {
  const { body, response: original } = reply;
  const { status, statusText, ok, url } = original;
  if (status < 200 || status > 599) throw statusError(reply, scope);
  const headers = new Headers(original.headers);
  // The body is decompressed already. Without its length, openapi-fetch looks whether there is one.
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  // Some servers repeat the key that they refuse.
  const shown = ok ? body : scope.hide(replyText(body));
  const init = { status, statusText: /^[\t\x20-\xff]*$/.test(statusText) ? statusText : "", headers };
  const response = new Response(bodiless.includes(status) ? null : shown, init);
  return Object.defineProperty(response, "url", { value: url });
}
