import type { ConnectionCode } from "../errors/codes.ts";

/** What a runtime's error says about a connection. */
export interface ConnectionFailure {
  readonly code: ConnectionCode;
  /** The request never left: there was no connection. */
  readonly neverSent: boolean;
  /** The body arrived, and its compression is broken. */
  readonly undecodable: boolean;
}

/** The codes that a runtime may say itself. With those that begin the list there was no connection. */
const codes =
  /^(?:(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT)$/;

/**
 * What runtimes say in place of these: undici and Bun have other codes, Deno's hyper and workerd have texts. The texts for
 * which there was no connection come first.
 */
const sayings: readonly (readonly [said: RegExp, code: ConnectionCode])[] = [
  [/connection ?refused/i, "ECONNREFUSED"],
  [/dns error|name or service not known|failed to lookup address/i, "ENOTFOUND"],
  [/network is unreachable/i, "ENETUNREACH"],
  [/no route to host|host is unreachable/i, "EHOSTUNREACH"],
  [
    /certificate|tls handshake|invalid peer|corrupt message|^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO$)/i,
    "TLS",
  ],
  [
    /connection reset|connection ?closed|network connection lost|broken pipe|error reading a body|^UND_ERR_(SOCKET|RES_)/i,
    "ECONNRESET",
  ],
  [
    /invalid http|invalid ?content-?length|message head is too large|^(HPE_|UND_ERR_HEADERS_OVERFLOW|Malformed_HTTP)/i,
    "PROTOCOL",
  ],
  [/^UND_ERR_\w+_TIMEOUT$/, "ETIMEDOUT"],
];

/** The texts of runtimes for a failure of the network that they do not explain. */
const unexplained =
  /fetch failed|failed to fetch|networkerror|network error|load failed|error sending request|internal error; reference|terminated/i;

/** The codes of Node and Bun and the texts of Deno and workerd for a body whose compression is broken. */
const undecodable = /^(Z_|ERR__|ZSTD_|ZlibError$)|decompression failed|unexpected end of file|invalid gzip|deflate/i;

/** Tells what a runtime's error says about a connection. */
export function connectionFailure(cause: unknown): ConnectionFailure {
  const [error, given] = coded(cause) ?? [];
  const said = given || allMessages(cause);
  const code = codes.test(said) ? (said as ConnectionCode) : (meaningOf(said) ?? "CONNECTION");
  const neverSent = given
    ? codes.exec(code)?.[1] !== undefined || given === "UND_ERR_CONNECT_TIMEOUT" || error?.["syscall"] === "connect"
    : // Deno says in which phase it failed. The reason alone does not tell that nothing was sent.
      /client error \(Connect\)/.test(said);
  return { code, neverSent, undecodable: undecodable.test(said) };
}

function meaningOf(said: string): ConnectionCode | undefined {
  return sayings.find(([pattern]) => pattern.test(said))?.[1];
}

/** Tells whether the network failed. Otherwise a custom `fetch` did, and would fail in the same way again. */
export function isNetworkFailure(cause: unknown): boolean {
  const said = allMessages(cause);
  return coded(cause) !== undefined || unexplained.test(said) || meaningOf(said) !== undefined;
}

/** Returns what the innermost error of a chain of causes says, as the end of a message. `hide` cuts the keys out first. */
export function innermostMessage(cause: unknown, hide: (text: string) => string): string {
  const { message } = (chain(cause).at(-1) ?? {}) as { message?: unknown };
  return typeof message === "string" && message !== "" ? `: ${hide(message).slice(0, maxMessageLength)}` : "";
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
