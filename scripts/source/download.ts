import { SpecError } from "../spec-error.ts";
import { maxSpecBytes, tooLarge } from "./decode-text.ts";
import { type HostPolicy, redirectTarget, withoutQuery } from "./host-policy.ts";
import type { ReadBudget } from "./read-budget.ts";
import { type SourceFile, sourceFile, type Validators } from "./source-file.ts";

/** The limit for one file, with its redirects and its body. */
const fileTimeoutMs = 30_000;
const maxRedirects = 3;
const baseHeaders = {
  accept: "application/yaml, application/json, text/markdown, text/plain;q=0.9, */*;q=0.1",
  // fetch unpacks a compressed reply without a word even when its end is missing.
  "accept-encoding": "identity",
};

export interface DownloadOptions {
  readonly policy: HostPolicy;
  readonly budget: ReadBudget;
  /** The validators of the file as it is known. With them, "not modified" is an answer. */
  readonly known?: Validators | undefined;
  /** Gives the download up. */
  readonly signal?: AbortSignal;
  /** For this file, in milliseconds. Default: 30 s. */
  readonly timeoutMs?: number;
}

/** Downloads one file within the limits of size, time and hosts. Returns `undefined` for "not modified". */
export async function download(url: URL, options: DownloadOptions): Promise<SourceFile | undefined> {
  const { budget, signal, timeoutMs = fileTimeoutMs } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const deadline = AbortSignal.any([timeout, budget.signal, ...(signal ? [signal] : [])]);
  const name = withoutQuery(url);
  try {
    const response = await get(url, options, deadline);
    if (response.status === 304) return undefined;
    const bytes = await receive(name, response, deadline);
    const file = sourceFile(name, bytes, url.search === "" ? validatorsOf(response) : undefined);
    budget.count(file);
    return file;
  } catch (error) {
    if (error instanceof SpecError) throw error;
    if (budget.signal.aborted) throw budget.timeoutError(name);
    if (timeout.aborted) throw new SpecError(`${name}: not complete after ${timeoutMs / 1000} s`);
    throw new SpecError(`${name}: ${reasonOf(error)}`);
  }
}

/** Follows redirects to the reply that has the file: a 200, or a 304 where that is an answer. */
async function get(url: URL, { policy, known }: DownloadOptions, deadline: AbortSignal): Promise<Response> {
  // The lock names a file without its query: what is known may be of another one.
  const { etag, lastModified }: Validators = url.search === "" ? (known ?? {}) : {};
  const headers = {
    ...baseHeaders,
    ...(etag !== undefined && { "if-none-match": etag }),
    ...(lastModified !== undefined && { "if-modified-since": lastModified }),
  };
  const isConditional = etag !== undefined || lastModified !== undefined;
  let target = url;
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(target, { headers, redirect: "manual", signal: deadline });
    if (response.status === 200 || (response.status === 304 && isConditional)) return response;
    await response.body?.cancel();
    if (![301, 302, 303, 307, 308].includes(response.status)) {
      const surprise = response.status === 304 ? " (not modified), but the file was not known" : "";
      throw new SpecError(`${withoutQuery(url)}: the server answered ${response.status}${surprise}`);
    }
    if (redirects === maxRedirects) throw new SpecError(`${withoutQuery(url)}: more than ${maxRedirects} redirects`);
    target = redirectTarget(target, response.headers.get("location"), policy);
  }
}

async function receive(name: string, response: Response, deadline: AbortSignal): Promise<Uint8Array> {
  const problem = problemOfHeaders(response.headers);
  if (problem === undefined) return withDeadline(readLimited(name, response), deadline);
  await response.body?.cancel();
  throw new SpecError(`${name}: ${problem}`);
}

function problemOfHeaders(headers: Headers): string | undefined {
  const contentType = headers.get("content-type") ?? "";
  if (/^text\/html\b/i.test(contentType)) {
    return `the server answered with a web page (${contentType}), not with a spec`;
  }
  if (!headers.has("content-length") && !headers.has("transfer-encoding")) {
    return "the server does not say where its reply ends: nobody could tell whether its end is missing";
  }
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity") {
    return `the server compressed its reply (${encoding}) unasked: nobody could tell whether its end is missing`;
  }
  return undefined;
}

/** Reads the body up to the limit. */
async function readLimited(name: string, response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxSpecBytes) throw tooLarge(name);
    chunks.push(chunk);
  }
  const declared = response.headers.get("content-length");
  if (declared !== null && Number(declared) !== size) {
    throw new SpecError(`${name}: cut short: ${size} of ${declared} bytes`);
  }
  return Buffer.concat(chunks);
}

function validatorsOf({ headers }: Response): Validators {
  const [etag, lastModified] = [headers.get("etag"), headers.get("last-modified")];
  return { ...(etag !== null && { etag }), ...(lastModified !== null && { lastModified }) };
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
