import { ConfigError, Orq, type OrqOptions, RedirectError } from "orq-client";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ok } from "../support/acts.ts";
import { by, roads, startThings } from "../support/plain-call.ts";
import { apiKey, failureOf } from "../support/raw-client.ts";
import { one } from "../support/things.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

const get = "GET /v2/things/{id}";

describe("row 59: an environment that may not be read counts as empty", () => {
  /** What Deno throws without --allow-env. */
  function refuse(): never {
    const error = new Error('Requires env access to "ORQ_API_KEY", run again with the --allow-env flag');
    error.name = "NotCapable";
    throw error;
  }

  const refusing = new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse, getOwnPropertyDescriptor: refuse });

  /** Only the client is made without an environment: the tools of the test need theirs. */
  function make(process: () => unknown, options: OrqOptions): Orq {
    const real = Object.getOwnPropertyDescriptor(globalThis, "process") ?? {};
    Object.defineProperty(globalThis, "process", { configurable: true, get: process });
    try {
      return new Orq(options);
    } finally {
      Object.defineProperty(globalThis, "process", real);
    }
  }

  const environments: readonly (readonly [string, () => unknown])[] = [
    ["a variable that may not be read", () => ({ env: refusing })],
    [
      "an environment that may not be read",
      () =>
        Object.defineProperty({}, "env", {
          get: refuse,
        }),
    ],
    ["no process", () => undefined],
    ["a process without an environment", () => ({})],
    ["an environment that is null", () => ({ env: null })],
  ];

  test.each(environments)("%s: a client with a key is made, and calls", async (_name, process) => {
    const { server } = await startThings([ok]);
    const orq = make(process, { apiKey, baseUrl: server.url });
    expect(await orq.identities.retrieve("user_1")).toBeDefined();
  });

  test.each(environments)("%s: without a base URL the API's own is used", async (_name, process) => {
    const urls: string[] = [];
    const orq = make(process, {
      apiKey,
      fetch: async (url) => {
        urls.push(url);
        return Response.json({});
      },
    });
    await orq.identities.retrieve("user_1");
    expect(urls).toEqual(["https://api.orq.ai/v2/identities/user_1"]);
  });

  test.each(environments)("%s: without a key there is no client", (_name, process) => {
    expect(() => make(process, {})).toThrow(ConfigError);
    expect(() => make(process, {})).toThrow(/apiKey is missing/);
  });
});

interface Expected {
  readonly code: string;
  readonly neverSent: boolean;
  /** How often a read is sent, with two retries. */
  readonly reads: number;
  /** How often a create is. */
  readonly creates: number;
}

const refused: Expected = { code: "ECONNREFUSED", neverSent: true, reads: 3, creates: 3 };
const lost: Expected = { code: "ECONNRESET", neverSent: false, reads: 3, creates: 1 };
const unknownName: Expected = { code: "ENOTFOUND", neverSent: true, reads: 2, creates: 2 };
const noHttp: Expected = { code: "PROTOCOL", neverSent: false, reads: 1, creates: 1 };

/** Calls through a fetch that fails so, and counts. */
async function expectMapped(failure: () => unknown, expected: Expected): Promise<void> {
  const fetch = vi.fn(async () => {
    throw failure();
  });
  const { things } = await startThings([], { fetch });
  const { code, neverSent, reads, creates } = expected;
  const read = await failureOf(things.call(get, { params: one }));
  expect(read).toMatchObject({ code, neverSent, attempts: reads });
  expect(fetch).toHaveBeenCalledTimes(reads);
  fetch.mockClear();
  const create = await failureOf(things.call("POST /v2/things", { body: { name: "a" } }));
  expect(create).toMatchObject({ code, neverSent, mayHaveActed: !neverSent });
  expect(fetch).toHaveBeenCalledTimes(creates);
}

describe("Deno", () => {
  const url = "http://127.0.0.1:43167/v2/things/thing_1";
  const sending = "error sending request from 127.0.0.1:42874 for http://127.0.0.1:37073/v2/x (127.0.0.1:37073)";

  // As Deno 2.9.6 writes them, where not said otherwise: below a TypeError "fetch failed", without a code.
  const texts: readonly (readonly [string, string, Expected])[] = [
    [
      "refused",
      `error sending request for url (${url}): client error (Connect): tcp connect error: Connection refused (os error 111)`,
      refused,
    ],
    [
      "refused, on a Mac",
      `error sending request for url (${url}): client error (Connect): tcp connect error: Connection refused (os error 61)`,
      refused,
    ],
    ["reset", "Connection reset by peer (os error 104)", lost],
    [
      "reset before there was a connection",
      `error sending request for url (${url}): client error (Connect): Connection reset by peer (os error 104)`,
      { ...refused, code: "ECONNRESET" },
    ],
    [
      "reset, of an older Deno",
      `error sending request for url (${url}): connection error: Connection reset by peer (os error 104)`,
      lost,
    ],
    ["closed", `${sending}: client error (SendRequest): connection closed before message completed`, lost],
    [
      "a name that does not exist",
      "error sending request for url (https://orq-client.invalid/v2/x): client error (Connect): dns error: failed to lookup address information: Name or service not known",
      unknownName,
    ],
    ["a version that is none", `${sending}: client error (SendRequest): invalid HTTP version parsed`, noHttp],
    ["a status that is none", `${sending}: client error (SendRequest): invalid HTTP status-code parsed`, noHttp],
    ["a header that is none", `${sending}: client error (SendRequest): invalid HTTP header parsed`, noHttp],
    ["a length that is none", `${sending}: client error (SendRequest): invalid content-length parsed`, noHttp],
    ["headers that are too large", `${sending}: client error (SendRequest): message head is too large`, noHttp],
  ];

  test.each(texts)("%s, as the cause", async (_name, text, expected) => {
    await expectMapped(() => new TypeError("fetch failed", { cause: new Error(text) }), expected);
  });

  test.each(texts)("%s, as the message, as an older Deno has it", async (_name, text, expected) => {
    await expectMapped(() => new TypeError(text), expected);
  });

  test("a server that does not speak TLS", async () => {
    const text =
      "error sending request for url (https://127.0.0.1:37575/): client error (Connect): received corrupt message of type InvalidContentType";
    await expectTls(text);
  });

  test.each([["invalid peer certificate: UnknownIssuer"], ["invalid peer certificate: Expired"]])(
    "a certificate that is refused: %s",
    async (reason) => {
      const text = `error sending request for url (https://127.0.0.1:37575/): client error (Connect): ${reason}`;
      await expectTls(text);
    },
  );

  async function expectTls(text: string): Promise<void> {
    const fetch = vi.fn(() => Promise.reject(new TypeError("fetch failed", { cause: new Error(text) })));
    const { things } = await startThings([], { fetch });
    expect(await failureOf(things.call(get, { params: one }))).toMatchObject({ code: "TLS", attempts: 1 });
    expect(fetch).toHaveBeenCalledTimes(1);
  }

  // What a Blob holds is sent once: the rest, Deno sends again by itself where a used connection breaks.
  test.each([
    ["a create", {}, Blob],
    ["a create that may be repeated", { idempotent: true }, String],
  ])("the body of %s", async (_name, options, kind) => {
    vi.stubGlobal("Deno", {});
    const bodies: unknown[] = [];
    const fetch = async (_url: string, { body }: RequestInit = {}): Promise<Response> => {
      bodies.push(Object(body));
      return Response.json({});
    };
    const { things } = await startThings([], { fetch });
    await things.call("POST /v2/things", { body: { name: "a" }, ...options });
    expect(bodies).toEqual([expect.any(kind)]);
    expect(await new Response(bodies[0] as BodyInit).text()).toBe('{"name":"a"}');
  });

  test("a body that is cut off", async () => {
    const { things } = await startThings([], {
      fetch: async () => brokenBody(new TypeError("error reading a body from connection")),
      maxRetries: 0,
    });
    const error = await failureOf(things.call(get, { params: one }));
    expect(error).toMatchObject({ code: "ECONNRESET", status: 200, neverSent: false });
  });
});

describe("Bun", () => {
  // As Bun 1.4.5 has them.
  test.each([
    ["what is not HTTP", "Malformed_HTTP_Response", noHttp],
    ["a length that is none", "InvalidContentLength", noHttp],
    ["a server that does not speak TLS", "EPROTO", { ...noHttp, code: "TLS" }],
    ["refused, of an older Bun", "ConnectionRefused", refused],
    ["closed, of an older Bun", "ConnectionClosed", lost],
  ])("%s", async (_name, code, expected) => {
    await expectMapped(() => Object.assign(new TypeError(`${code}: for some reason`), { code }), expected);
  });
});

describe("workerd", () => {
  interface Marks {
    readonly remote?: boolean;
    readonly retryable?: boolean;
  }

  function thrown(message: string, marks: Marks = {}): () => Error {
    return () => Object.assign(new Error(message), marks);
  }

  // As workerd 1.20260426.1 writes it for a reset, for a FIN, and for a refused connection: they cannot be told apart.
  test("a connection that is lost, or refused", async () => {
    await expectMapped(thrown("Network connection lost.", { remote: true, retryable: true }), lost);
  });

  test("a body that is cut off", async () => {
    const failure = Object.assign(new Error("Network connection lost."), { retryable: true });
    const { things } = await startThings([], { fetch: async () => brokenBody(failure), maxRetries: 0 });
    const error = await failureOf(things.call(get, { params: one }));
    expect(error).toMatchObject({ code: "ECONNRESET", status: 200, neverSent: false });
  });

  test("a body whose compression is broken", async () => {
    const failure = new TypeError("Gzip decompression failed.");
    const { things } = await startThings([], { fetch: async () => brokenBody(failure), maxRetries: 0 });
    expect(await failureOf(things.call(get, { params: one }))).toMatchObject({ code: "PARSE", status: 200 });
  });

  // What it writes for a name that does not exist, for what is no HTTP and for a failed handshake: it does not say which.
  test("an internal error says nothing: CONNECTION, and a create is not sent again", async () => {
    const failure = thrown("internal error; reference = 7kfslse93tgdsa76khgc10l2", { remote: true });
    await expectMapped(failure, { ...lost, code: "CONNECTION" });
  });

  test("a length that is none", async () => {
    await expectMapped(thrown("invalid Content-Length header value; cl = abc", { remote: true }), noHttp);
  });
});

describe("what a server writes is not taken for a runtime's word", () => {
  test.each(["Connection refused", "DNS lookup failed", "connection closed before message completed"])(
    "%j in the body of an error",
    async (text) => {
      const { things } = await startThings([], { fetch: async () => new Response(text, { status: 400 }) });
      expect(await failureOf(things.call(get, { params: one }))).toMatchObject({ code: "STATUS", attempts: 1 });
    },
  );

  test("a URL that looks like a reason is none", async () => {
    const text =
      "error sending request for url (http://127.0.0.1:1/v2/things/Connection%20refused): client error (SendRequest): connection closed before message completed";
    await expectMapped(() => new TypeError("fetch failed", { cause: new Error(text) }), lost);
  });
});

describe("a browser that hides a redirect", () => {
  const opaque = (): Response =>
    Object.defineProperties(new Response(null), {
      type: { value: "opaqueredirect" },
      status: { value: 0 },
      ok: { value: false },
    });

  test.each(roads)("by %s: the error does not say that the server answered 0", async (road) => {
    const { things } = await startThings([], { fetch: async () => opaque() });
    const error = await failureOf(by(road, things, get, { params: one }));
    expect(error).toBeInstanceOf(RedirectError);
    expect(error.message).not.toMatch(/\b0\b/);
    expect(error.message).toContain("redirect");
  });
});

/** A reply whose body begins, and then fails so. */
function brokenBody(failure: Error): Response {
  let pulls = 0;
  const body = new ReadableStream({
    pull(controller) {
      pulls += 1;
      if (pulls === 1) controller.enqueue(new TextEncoder().encode('{"id":'));
      else controller.error(failure);
    },
  });
  return new Response(body, { headers: { "content-type": "application/json" } });
}
