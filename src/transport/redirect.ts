import { AbortError, RedirectError } from "../errors/errors.ts";
import type { Layer, OutgoingRequest, Reply, Send } from "./send.ts";

const maxRedirects = 3;
const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/** Follows redirects itself, so that a key, a body or a write never goes where the caller did not send it. */
export const redirect: Layer = (next) => (request) =>
  next(request).then((reply) => (isRedirect(reply) ? follow(next, request, reply) : reply));

async function follow(next: Send, request: OutgoingRequest, first: Reply): Promise<Reply> {
  let sent = request;
  let reply = first;
  /** The reply that said of a write that it is done, and where to look. */
  let seeOther: Reply | undefined;
  for (let followed = 0; isRedirect(reply); followed += 1) {
    if (followed === maxRedirects) throw refusal(reply, request, `more than ${maxRedirects} redirects`);
    const target = redirected(sent, reply);
    if (target.method !== sent.method) seeOther = reply;
    request.scope.response = undefined;
    reply = seeOther === undefined ? await next(target) : await readElsewhere(next, target, seeOther, request);
    sent = target;
  }
  return reply;
}

/** A write that was answered with 303 has happened: that its result cannot be read must not look like its failure. */
async function readElsewhere(
  next: Send,
  target: OutgoingRequest,
  seeOther: Reply,
  write: OutgoingRequest,
): Promise<Reply> {
  const unread = (cause: unknown): RedirectError => {
    write.scope.response = seeOther.response;
    return redirectError(
      seeOther,
      write,
      `the request was accepted, but its result at ${target.path} cannot be read`,
      cause,
    );
  };
  const reply = await next(target).catch((error: unknown) => {
    throw error instanceof AbortError ? error : unread(error);
  });
  if (!reply.ok && !isRedirect(reply)) throw unread(reply.failure);
  return reply;
}

function isRedirect({ status, response }: Reply): boolean {
  return response.type === "opaqueredirect" || (redirectStatuses.includes(status) && response.headers.has("location"));
}

function redirected(request: OutgoingRequest, reply: Reply): OutgoingRequest {
  const { status, response } = reply;
  if (response.type === "opaqueredirect") throw refusal(reply, request, "a redirect that the browser hides");
  const target = parseUrl(response.headers.get("location") ?? "", request.url);
  if (target?.origin !== new URL(request.url).origin) throw refusal(reply, request, "a redirect to another origin");
  if (target.username !== "" || target.password !== "") throw refusal(reply, request, "a redirect with credentials");
  const to = { ...request, url: target.href };
  if (status === 307 || status === 308) {
    if (request.repeatable) return to;
    throw refusal(reply, request, "a redirect for a body that can be read once only");
  }
  if (request.method === "GET" || request.method === "HEAD") return to;
  // 303 says that it is done, and where to look. Of 301 and 302 nobody knows: a GET would look like a success.
  if (status !== 303) throw refusal(reply, request, `a redirect that would turn the ${request.method} into a GET`);
  const { "content-type": _, ...headers } = request.headers;
  return { ...to, method: "GET", path: target.pathname, headers, body: undefined, repeatable: true, idempotent: true };
}

function refusal(reply: Reply, request: OutgoingRequest, reason: string): RedirectError {
  return redirectError(reply, request, `${reason}, which is not followed`);
}

function redirectError(
  { status, content }: Reply,
  { method, path, scope }: OutgoingRequest,
  reason: string,
  cause?: unknown,
): RedirectError {
  const message = `${method} ${path}: the server answered ${status}: ${reason}`;
  return new RedirectError(message, { ...scope.details, status, body: content || undefined, cause });
}

function parseUrl(location: string, base: string): URL | undefined {
  try {
    return new URL(location, base);
  } catch {
    return undefined;
  }
}
