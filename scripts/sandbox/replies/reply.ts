/** What an operation answers, before it is checked and sent. Without a body nothing is sent but the headers. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as server-sent events, instead of a body. Each fits the declared schema. */
  readonly events?: readonly unknown[];
  /** Sent as it is, instead of a body. */
  readonly text?: { readonly type: string; readonly content: string };
}

/** The shape that most operations of the API give their errors. */
export function refuse(status: number, message: string): Reply {
  return { status, body: { message } };
}

/** The shape that the API's documentation promises for errors that its spec does not declare. */
export function refuseWithCode(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message, doc_url: "https://docs.orq.ai" } } };
}
