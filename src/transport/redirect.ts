import { AbortError, RedirectError } from "../errors/errors.ts";
import { replyText } from "./reply-text.ts";
import type { Layer, OutgoingRequest, Reply, Send } from "./send.ts";

const maxRedirects = 3;
const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/** Follows redirects itself, so that a key, a body or a write never goes where the caller did not send it. */
export const redirect: Layer = (next) => async (request) => {
  const reply = await next(request);
  return isRedirect(reply) ? follow(next, request, reply) : reply;
};

async function follow(next: Send, request: OutgoingRequest, first: Reply, alreadyFollowed = 0): Promise<Reply> {
  let sent = request;
  let reply = first;
  for (let followed = alreadyFollowed; isRedirect(reply); followed += 1) {
    if (followed === maxRedirects) throw refusal(reply, request, `more than ${maxRedirects} redirects`);
    const target = redirected(sent, reply);
    request.scope.startOver();
    if (target.method !== sent.method) return readElsewhere(next, target, reply, followed + 1);
    reply = await next(target);
    sent = target;
  }
  return reply;
}

/** Reads the result of a write that has happened: that it cannot be read must not look like the write's failure. */
async function readElsewhere(next: Send, target: OutgoingRequest, seeOther: Reply, followed: number): Promise<Reply> {
  const unread = (cause: unknown): RedirectError => {
    target.scope.replied(seeOther.response);
    const problem = `the request was accepted, but its result at ${new URL(target.url).pathname} cannot be read`;
    return redirectError(seeOther, target, problem, cause);
  };
  let reply: Reply;
  try {
    reply = await follow(next, target, await next(target), followed);
  } catch (error) {
    throw error instanceof AbortError ? error : unread(error);
  }
  if (!reply.response.ok) throw unread(reply.failure);
  return reply;
}

function isRedirect({ response }: Reply): boolean {
  if (response.ok) return false;
  return (
    response.type === "opaqueredirect" ||
    (redirectStatuses.includes(response.status) && response.headers.has("location"))
  );
}

function redirected(request: OutgoingRequest, reply: Reply): OutgoingRequest {
  const { status, type, headers } = reply.response;
  if (type === "opaqueredirect") throw refusal(reply, request, "a redirect that the browser hides");
  const target = parseUrl(headers.get("location") ?? "", request.url);
  if (target?.origin !== new URL(request.url).origin) throw refusal(reply, request, "a redirect to another origin");
  if (target.username !== "" || target.password !== "") throw refusal(reply, request, "a redirect with credentials");
  const to = { ...request, url: target.href };
  if (status === 307 || status === 308) {
    if (request.repeatable) return to;
    throw refusal(reply, request, "a redirect for a body that can be read once only");
  }
  if (request.method === "GET" || request.method === "HEAD") return to;
  // 303: the write is done, its result is elsewhere. After 301 and 302 nobody knows whether it was done, and a GET would
  // look like its success.
  if (status !== 303) throw refusal(reply, request, `a redirect that would turn the ${request.method} into a GET`);
  const { "content-type": _, ...rest } = request.headers;
  return { ...to, method: "GET", headers: rest, body: undefined, repeatable: true, idempotent: true };
}

function refusal(reply: Reply, request: OutgoingRequest, reason: string): RedirectError {
  return redirectError(reply, request, `${reason}, which is not followed`);
}

function redirectError(
  { response, body }: Reply,
  { scope }: OutgoingRequest,
  reason: string,
  cause?: unknown,
): RedirectError {
  const { status } = response;
  const details = {
    status,
    body: replyText(body) || undefined,
    cause,
  };
  // A browser hides the status too.
  return scope.error(RedirectError, status === 0 ? reason : `the server answered ${status}: ${reason}`, details);
}

function parseUrl(location: string, base: string): URL | undefined {
  try {
    return new URL(location, base);
  } catch {
    return undefined;
  }
}
