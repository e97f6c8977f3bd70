import type { ConnectionCode } from "../errors/codes.ts";

/** What a runtime's error says about a connection. */
export interface ConnectionFailure {
  readonly code: ConnectionCode;
  /** The request never left: there was no connection. */
  readonly neverSent: boolean;
  /** The body arrived, and its compression is broken. */
  readonly undecodable: boolean;
}

/** The names that Node's undici and Bun have for a failure. */
const codes: Readonly<Record<string, ConnectionCode>> = {
  ECONNREFUSED: "ECONNREFUSED",
  ConnectionRefused: "ECONNREFUSED",
  ECONNRESET: "ECONNRESET",
  ConnectionClosed: "ECONNRESET",
  UND_ERR_SOCKET: "ECONNRESET",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "ECONNRESET",
  ECONNABORTED: "ECONNABORTED",
  EPIPE: "EPIPE",
  ENOTFOUND: "ENOTFOUND",
  EAI_AGAIN: "EAI_AGAIN",
  ETIMEDOUT: "ETIMEDOUT",
  UND_ERR_CONNECT_TIMEOUT: "ETIMEDOUT",
  UND_ERR_HEADERS_TIMEOUT: "ETIMEDOUT",
  UND_ERR_BODY_TIMEOUT: "ETIMEDOUT",
  EHOSTUNREACH: "EHOSTUNREACH",
  ENETUNREACH: "ENETUNREACH",
  UND_ERR_HEADERS_OVERFLOW: "PROTOCOL",
  Malformed_HTTP_Response: "PROTOCOL",
  InvalidContentLength: "PROTOCOL",
  EPROTO: "TLS",
};

const neverSentCodes =
  /^(ECONNREFUSED|ConnectionRefused|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/;

/** The texts of runtimes that give no code: Deno's hyper, workerd. Those for which there was no connection come first. */
const texts: readonly (readonly [text: RegExp, code: ConnectionCode])[] = [
  [/connection refused/i, "ECONNREFUSED"],
  [/dns error|name or service not known|failed to lookup address/i, "ENOTFOUND"],
  [/network is unreachable/i, "ENETUNREACH"],
  [/no route to host|host is unreachable/i, "EHOSTUNREACH"],
  [/certificate|tls handshake|invalid peer|corrupt message/i, "TLS"],
  [/connection reset|connection closed|network connection lost|broken pipe|error reading a body/i, "ECONNRESET"],
  [/invalid http|invalid content-length|message head is too large/i, "PROTOCOL"],
];

/** The texts of runtimes for a failure of the network that they do not explain. */
const unexplained =
  /fetch failed|failed to fetch|networkerror|network error|load failed|error sending request|internal error; reference|terminated/i;

/** The texts of Deno and workerd for a body whose compression is broken. */
const undecodable = /decompression failed|unexpected end of file|invalid gzip|corrupt deflate|deflate/i;

/** Tells what a runtime's error says about a connection. */
export function connectionFailure(cause: unknown): ConnectionFailure {
  const [error, code] = coded(cause) ?? [undefined, ""];
  if (code === "") return textFailure(cause);
  return {
    code: codes[code] ?? patternCode(code),
    neverSent: neverSentCodes.test(code) || error?.["syscall"] === "connect",
    undecodable: /^(Z_|ERR__|ZSTD_|ZlibError$)/.test(code),
  };
}

/** Reads the words of a runtime that gives no code. */
function textFailure(cause: unknown): ConnectionFailure {
  const said = allMessages(cause);
  const [, code = "CONNECTION"] = texts.find(([text]) => text.test(said)) ?? [];
  // Deno says in which phase it failed. The reason alone does not tell that nothing was sent.
  return { code, neverSent: /client error \(Connect\)/.test(said), undecodable: undecodable.test(said) };
}

/** Tells whether the network failed. Otherwise a custom `fetch` did, and would fail in the same way again. */
export function isNetworkFailure(cause: unknown): boolean {
  const said = allMessages(cause);
  return coded(cause) !== undefined || unexplained.test(said) || texts.some(([text]) => text.test(said));
}

/** Returns what the innermost error of a chain of causes says, as the end of a message. `hide` cuts the keys out first. */
export function innermostMessage(cause: unknown, hide: (text: string) => string): string {
  const { message } = (chain(cause).at(-1) ?? {}) as { message?: unknown };
  return typeof message === "string" && message !== "" ? `: ${hide(message).slice(0, maxMessageLength)}` : "";
}

function patternCode(code: string): ConnectionCode {
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code)) return "TLS";
  return code.startsWith("HPE_") ? "PROTOCOL" : "CONNECTION";
}

/** The first error of a chain of causes that has a code: `fetch` hides it behind a TypeError. */
function coded(cause: unknown): [Readonly<Record<string, unknown>>, string] | undefined {
  for (const error of chain(cause)) {
    if (typeof error["code"] === "string") return [error, error["code"]];
    // Node 24 gives it no code.
    if (error["name"] === "HTTPParserError") return [error, "HPE_"];
  }
  return undefined;
}

function allMessages(cause: unknown): string {
  return chain(cause).map(messageOf).join("\n");
}

const maxDepth = 5;
const maxMessageLength = 500;

function chain(cause: unknown): Readonly<Record<string, unknown>>[] {
  const errors: Readonly<Record<string, unknown>>[] = [];
  for (let error = cause; isRecord(error) && errors.length < maxDepth; error = error["cause"]) errors.push(error);
  return errors;
}

function messageOf(error: Readonly<Record<string, unknown>> | undefined): string {
  const message = error?.["message"];
  return typeof message === "string" ? message.slice(0, maxMessageLength) : "";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
