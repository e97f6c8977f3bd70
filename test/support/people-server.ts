import type { Fetch } from "orq-client";

/** What a server does to a request in place of answering it: before it acts, or after. */
export type Fault = "reset" | "late reset" | "cut" | "503" | "429";

/** A server of identities that lives in this process: a `fetch`, its records, and how much was asked of it at once. */
export class PeopleServer {
  readonly records: Map<string, Record<string, unknown>> = new Map();
  /** As `PATCH /v2/identities/user_1`. */
  readonly requests: string[] = [];
  /** How many requests are not answered at this moment, and the most that ever were. */
  inFlight = 0;
  mostInFlight = 0;
  readonly #faultOf: (request: number) => Fault | undefined;
  readonly #delay: () => Promise<unknown>;

  constructor(
    faultOf: (request: number) => Fault | undefined = () => undefined,
    delay = async (): Promise<void> => {},
  ) {
    this.#faultOf = faultOf;
    this.#delay = delay;
  }

  readonly fetch: Fetch = async (url, { method = "", body, signal }) => {
    const { pathname } = new URL(url);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    const request = this.requests.push(`${method} ${pathname}`);
    try {
      await this.#delay();
      signal?.throwIfAborted();
      return this.#answer(method, pathname, body, this.#faultOf(request - 1));
    } finally {
      this.inFlight -= 1;
    }
  };

  #answer(method: string, path: string, body: unknown, fault: Fault | undefined): Response {
    if (fault === "reset") throw reset();
    if (fault === "429") return new Response(null, { status: 429, headers: { "retry-after": "0" } });
    const { status, record } = this.#act(method, path, body);
    if (fault === "late reset") throw reset();
    if (fault === "503") return new Response(null, { status: 503 });
    if (fault === "cut") return new Response(broken(), { status });
    return new Response(JSON.stringify(record), { status });
  }

  #act(method: string, path: string, body: unknown): { readonly status: number; readonly record: object } {
    const fields = typeof body === "string" ? JSON.parse(body) : {};
    const id = method === "POST" ? fields.external_id : decodeURIComponent(path.slice("/v2/identities/".length));
    const known = this.records.get(id);
    if (method === "POST" && known) return { status: 409, record: { message: "taken" } };
    if (method !== "POST" && !known) return { status: 404, record: { message: "none" } };
    if (method === "GET") return { status: 200, record: known ?? {} };
    const record = { _id: `identity_${this.records.size}`, ...known, ...fields };
    this.records.set(id, record);
    return { status: method === "POST" ? 201 : 200, record };
  }
}

function reset(): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
}

function broken(): ReadableStream {
  return new ReadableStream({
    pull: (controller) => controller.error(Object.assign(new Error("terminated"), { code: "ECONNRESET" })),
  });
}
