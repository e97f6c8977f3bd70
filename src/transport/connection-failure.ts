import type { ConnectionCode } from "../errors/codes.ts";

/** What a runtime's error says about a connection. */
export interface ConnectionFailure {
  readonly code: ConnectionCode;
  /** The request never left: there was no connection. */
  readonly neverSent: boolean;
  /** The body came, and its compression is broken. */
  readonly undecodable: boolean;
}

// Node's undici and Bun have names of their own.
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
};

const neverSentCodes =
  /^(ECONNREFUSED|ConnectionRefused|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/;

export function connectionFailure(cause: unknown): ConnectionFailure {
  const [error, code] = coded(cause) ?? [undefined, ""];
  return {
    code: codes[code] ?? patternCode(code),
    neverSent: neverSentCodes.test(code) || error?.["syscall"] === "connect",
    undecodable: /^(Z_|ERR__|ZSTD_|ZlibError$)/.test(code),
  };
}

function patternCode(code: string): ConnectionCode {
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code)) return "TLS";
  return code.startsWith("HPE_") ? "PROTOCOL" : "CONNECTION";
}

/** The first error of a chain of causes that has a code: `fetch` hides it behind a TypeError. */
function coded(cause: unknown): [Readonly<Record<string, unknown>>, string] | undefined {
  for (let error = cause, depth = 0; isRecord(error) && depth < 5; error = error["cause"], depth += 1) {
    if (typeof error["code"] === "string") return [error, error["code"]];
    // Node 24 gives it no code.
    if (error["name"] === "HTTPParserError") return [error, "HPE_"];
  }
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
