/**
 * Why no reply was received; the runtime's own error code where it has one. `TLS`: the server's certificate or the
 * handshake. `PROTOCOL`: what arrived is not HTTP, or its headers are too large. `CONNECTION`: anything else, and all
 * that a browser ever says.
 */
export type ConnectionCode =
  | "ECONNREFUSED"
  | "ECONNRESET"
  | "ECONNABORTED"
  | "EPIPE"
  | "ENOTFOUND"
  | "EAI_AGAIN"
  | "ETIMEDOUT"
  | "EHOSTUNREACH"
  | "ENETUNREACH"
  | "TLS"
  | "PROTOCOL"
  | "CONNECTION";

/** Every value of `OrqError.code`. The API's own code for an error is `StatusError.apiCode`. */
export type OrqErrorCode =
  | "CONFIG"
  | "VALIDATION"
  | "TIMEOUT"
  | "ABORTED"
  | "STATUS"
  | "PARSE"
  | "TOO_LARGE"
  | "REDIRECT"
  | "PAGINATION"
  | "STREAM"
  | ConnectionCode;
