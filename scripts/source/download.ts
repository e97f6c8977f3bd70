import { SpecError } from "../spec-error.ts";
import { maxSpecBytes, tooLarge } from "./decode-text.ts";
import { type HostPolicy, redirectTarget, withoutQuery } from "./host-policy.ts";
import type { SourceFile, Validators } from "./source-file.ts";

/** The limit for one file, with its redirects and its body. */
const defaultTimeoutMs = 30_000;
const maxRedirects = 3;
const accept = "application/yaml, application/json, text/markdown, text/plain;q=0.9, */*;q=0.1";

/** Downloads one file within the limits of size, time and hosts. Returns `undefined` for "not modified". */
export async function download(
  url: URL,
  policy: HostPolicy,
  known?: Validators,
  timeoutMs: number = defaultTimeoutMs,
): Promise<SourceFile | undefined> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    return await get(url, policy, known ?? {}, deadline);
  } catch (error) {
    if (error instanceof SpecError) throw error;
    if (deadline.aborted) throw new SpecError(`${withoutQuery(url)}: not complete after ${timeoutMs / 1000} s`);
    throw new SpecError(`${withoutQuery(url)}: ${reasonOf(error)}`);
  }
}

async function get(
  url: URL,
  policy: HostPolicy,
  known: Validators,
  deadline: AbortSignal,
): Promise<SourceFile | undefined> {
  const headers = {
    accept,
    ...(known.etag !== undefined && { "if-none-match": known.etag }),
    ...(known.lastModified !== undefined && { "if-modified-since": known.lastModified }),
  };
  let target = url;
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(target, { headers, redirect: "manual", signal: deadline });
    if (response.status === 304) return undefined;
    if (![301, 302, 303, 307, 308].includes(response.status)) return receive(url, response, deadline);
    await response.body?.cancel();
    if (redirects === maxRedirects) throw new SpecError(`${withoutQuery(url)}: more than ${maxRedirects} redirects`);
    target = redirectTarget(target, response.headers.get("location"), policy);
  }
}

async function receive(url: URL, response: Response, deadline: AbortSignal): Promise<SourceFile> {
  const { headers, status } = response;
  if (status !== 200) {
    await response.body?.cancel();
    throw new SpecError(`${withoutQuery(url)}: the server answered ${status}`);
  }
  const contentType = headers.get("content-type") ?? "";
  if (/^text\/html\b/i.test(contentType)) {
    await response.body?.cancel();
    throw new SpecError(`${withoutQuery(url)}: the server answered with a web page (${contentType}), not with a spec`);
  }
  const bytes = await withDeadline(readLimited(url, response), deadline);
  const [etag, lastModified] = [headers.get("etag"), headers.get("last-modified")];
  const validators = { ...(etag !== null && { etag }), ...(lastModified !== null && { lastModified }) };
  return { name: withoutQuery(url), bytes, validators };
}

/** Reads the body up to the limit, which counts the bytes after unpacking. */
async function readLimited(url: URL, response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxSpecBytes) throw tooLarge(withoutQuery(url));
    chunks.push(chunk);
  }
  const declared = response.headers.get("content-length");
  if (declared !== null && !response.headers.has("content-encoding") && Number(declared) !== size) {
    throw new SpecError(`${withoutQuery(url)}: cut short: ${size} of ${declared} bytes`);
  }
  return Buffer.concat(chunks);
}

/** Rejects at the deadline. A race is needed because an abort does not end every read of a body. */
function withDeadline<Value>(promise: Promise<Value>, deadline: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(deadline.reason);
    deadline.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => deadline.removeEventListener("abort", onAbort));
  });
}

/** Returns why a fetch failed. Node says only "fetch failed" or "terminated"; the reason is in the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message: string };
  if (message === "terminated") return "the connection broke off in the middle of the file";
  return `no reply (${cause?.code ?? cause?.message ?? message})`;
}
