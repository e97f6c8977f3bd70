import { AsyncLocalStorage } from "node:async_hooks";
import fc from "fast-check";
import { ConfigError, Orq, OrqError } from "orq-client";
import { describe, expect, test } from "vitest";
import { head, ok, reply } from "../support/acts.ts";
import type { FixturePaths } from "../support/fixture-spec.ts";
import { listening, textsOf } from "../support/listening.ts";
import { by, roads, startThings } from "../support/plain-call.ts";
import { apiKey, failureOf } from "../support/raw-client.ts";
import { type Act, startRawServer } from "../support/raw-server.ts";
import { one } from "../support/things.ts";

const get = "GET /v2/things/{id}";
const json = { "content-type": "application/json" };
const secondKey = "second-key-0987654321";

type Write = (key: string) => string;

const inJsonEscapes: Write = (key) =>
  [...key].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
const inPercents: Write = (key) => [...key].map((character) => `%${character.charCodeAt(0).toString(16)}`).join("");

/** The ways in which a server may write a key that it repeats. */
const writings: readonly (readonly [string, Write])[] = [
  ["as it is", (key) => key],
  ["as a string of JSON", (key) => JSON.stringify(key).slice(1, -1)],
  ["as a string of JSON whose slashes are escaped", (key) => JSON.stringify(key).slice(1, -1).replaceAll("/", "\\/")],
  ["in escapes", inJsonEscapes],
  ["in escapes of capitals", (key) => inJsonEscapes(key).replace(/[0-9a-f]{4}/g, (digits) => digits.toUpperCase())],
  [
    "with its first letter escaped",
    (key) => inJsonEscapes(key.slice(0, 1)) + JSON.stringify(key.slice(1)).slice(1, -1),
  ],
  ["percent-encoded", encodeURIComponent],
  ["in percents", inPercents],
  ["in percents of capitals", (key) => inPercents(key).toUpperCase()],
  ["with its last letter in percents", (key) => encodeURIComponent(key.slice(0, -1)) + inPercents(key.slice(-1))],
];

function withoutEscapes(text: string): string {
  const named: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
  return text.replace(/\\+(?:u([0-9a-f]{4})|(.))/gi, (_whole, digits: string | undefined, letter: string) =>
    digits === undefined ? (named[letter] ?? letter) : String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

function withoutPercents(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** No value shows a key, in whichever writing. */
function expectHidden(keys: readonly string[], ...values: readonly unknown[]): void {
  for (const text of textsOf(...values)) {
    const readings = [text, withoutEscapes(text), withoutPercents(text), withoutPercents(withoutEscapes(text))];
    for (const key of keys) {
      const shown = readings.find((reading) => reading.includes(key));
      if (shown !== undefined) expect.fail(`a key is shown in ${JSON.stringify(text.slice(0, 500))}`);
    }
  }
}

/** Calls by either road, and looks for the key in the error and in all that was told meanwhile. */
async function expectKeyHidden(...acts: readonly Act[]): Promise<void> {
  for (const road of roads) {
    const heard = listening();
    const { things } = await startThings(acts, { ...heard.options, logLevel: "debug", maxRetries: 0 });
    const error = await failureOf(by(road, things, get, { params: one }));
    expectHidden([apiKey], error, heard.events, heard.lines, things);
  }
}

/** The same where `orq.api` gives a reply as it came, and throws nothing. */
async function expectHiddenByCall(...acts: readonly Act[]): Promise<OrqError> {
  const heard = listening();
  const { things } = await startThings(acts, { ...heard.options, logLevel: "debug", maxRetries: 0 });
  const error = await failureOf(things.call(get, { params: one }));
  expectHidden([apiKey], error, heard.events, heard.lines, things);
  return error;
}

describe("row 53: a server that repeats the key", () => {
  describe.each(writings)("%s", (_name, write) => {
    const key = write(apiKey);

    test("in the place of a redirect to another origin, and in its body", async () => {
      const location = `https://other.example/${key}?key=${key}#${key}`;
      await expectKeyHidden(reply(302, { location }, `<a href="${location}">${key}</a>`));
    });

    test("in the place of a redirect that is no URL", async () => {
      await expectKeyHidden(reply(302, { location: `http://[${key}` }, key));
    });

    test("in a redirect that is followed: in the events of the next request, and in its error", async () => {
      await expectHiddenByCall(reply(307, { location: `/else/${key}` }), reply(404, {}, { message: "none" }));
    });

    test("in a redirect loop", async () => {
      await expectKeyHidden(reply(307, { location: `/loop/${key}?key=${key}` }, key));
    });

    test("in a 303 whose result cannot be read", async () => {
      const heard = listening();
      const acts = [reply(303, { location: `/made/${key}` }, key), reply(500, {}, { message: key })];
      const { things } = await startThings(acts, { ...heard.options, logLevel: "debug", maxRetries: 0 });
      const error = await failureOf(things.call("POST /v2/things", { body: { name: "a" } }));
      expectHidden([apiKey], error, heard.events, heard.lines);
    });

    test("in a message in JSON", async () => {
      await expectHiddenByCall(reply(401, json, `{"message":"the key ${key} is refused"}`));
    });

    test("in the code and the page that an error body names", async () => {
      const error = `{"code":"${key}","message":"no","doc_url":"https://docs.example/?key=${key}"}`;
      await expectHiddenByCall(reply(401, json, `{"error":${error}}`));
    });

    test("as the name of a field, at the top and below", async () => {
      await expectHiddenByCall(reply(401, json, `{"${key}":1,"error":{"${key}":{"x":[{"${key}":null}]}}}`));
    });

    test("in a budget", async () => {
      const body = `{"code":"cost_budget_exceeded","message":"no","scope_kind":"key","scope_target_id":"${key}","dimension":"cost"}`;
      await expectHiddenByCall(reply(429, json, body));
    });

    test("in an error that is a text, or a page", async () => {
      await expectHiddenByCall(reply(401, { "content-type": "text/plain" }, `refused: ${key}`));
      await expectHiddenByCall(reply(401, { "content-type": "text/html" }, `<title>${key}</title><p>${key}`));
    });

    test("in a success that is no JSON, and in its content type", async () => {
      await expectKeyHidden(reply(200, { "content-type": `text/html; key=${key}` }, `{"message":"${key}",`));
    });

    test("in the content type of an error", async () => {
      await expectHiddenByCall(reply(401, { "content-type": `text/${key}` }, "no"));
    });

    test("in the names that it gives the exchange", async () => {
      await expectHiddenByCall(reply(404, { "x-request-id": key, "x-orq-trace-id": key }, { message: "none" }));
      await expectHiddenByCall(reply(404, { "x-orq-trace-id": `trace ${key}` }, { message: "none" }));
    });

    test("in headers that the log shows", async () => {
      await expectHiddenByCall(
        reply(
          429,
          { date: key, "retry-after": key, "x-ratelimit-limit": key, [`x-${apiKey}`]: key },
          { message: "no" },
        ),
      );
    });

    test("in an error body that is cut off", async () => {
      await expectHiddenByCall((socket) => {
        socket.write(`${head(401, { ...json, "content-length": "1000" })}{"message":"${key}`);
        socket.end();
      });
    });
  });

  test("where a long text is cut for a message, no part of the key is left", async () => {
    for (const length of [60, 150, 180, 190, 195, 199, 200, 450, 480, 490, 495, 499, 500]) {
      const text = "x".repeat(length) + apiKey;
      const errors = [
        await expectHiddenByCall(reply(200, { "content-type": "text/html" }, text)),
        await expectHiddenByCall(reply(401, { "content-type": "text/plain" }, text)),
        await expectHiddenByCall(reply(401, {}, { message: text })),
        await expectHiddenByCall(reply(401, {}, { error: { [text]: text } })),
      ];
      for (const error of errors) expect(error.message).not.toContain(apiKey.slice(0, 5));
    }
  });

  test("an id that is the key is not shown either", async () => {
    const heard = listening();
    const { things } = await startThings([reply(404)], { ...heard.options, logLevel: "debug" });
    const error = await failureOf(things.call(get, { params: { path: { id: apiKey } } }));
    expectHidden([apiKey], error, heard.events, heard.lines);
  });
});

describe("row 53: keys that a function gives", () => {
  test("after a second 401: neither the refused key nor the new one is shown", async () => {
    const heard = listening();
    const echo =
      (keys: string): Act =>
      (socket, request) =>
        reply(
          401,
          { "x-request-id": keys },
          { message: `refused: ${keys}`, [keys]: keys, sent: request.headers },
        )(socket, request);
    const { server, things } = await startThings([echo(apiKey), echo(`${apiKey} ${secondKey}`)], {
      ...heard.options,
      logLevel: "debug",
      apiKey: ({ refresh }) => (refresh ? secondKey : apiKey),
    });
    const error = await failureOf(things.call(get, { params: one }));
    expect(error).toMatchObject({ status: 401, attempts: 2 });
    expectHidden([apiKey, secondKey], error, heard.events, heard.lines, things);
    expect(server.requests).toHaveLength(2);
  });

  test("what the provider's own error says of the refused key", async () => {
    const heard = listening();
    const { things } = await startThings([reply(401, {}, { message: "expired" })], {
      ...heard.options,
      logLevel: "debug",
      apiKey: ({ refresh }) => {
        if (!refresh) return apiKey;
        const cause = Object.assign(new Error(`the vault has no key beside ${apiKey}`), { code: apiKey });
        throw Object.assign(new Error(`cannot refresh ${encodeURIComponent(apiKey)}`, { cause }), {
          code: apiKey,
          name: `ErrorFor-${apiKey}`,
          request: { key: apiKey },
        });
      },
    });
    const error = await failureOf(things.call(get, { params: one }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.cause).toBeInstanceOf(Error);
    expectHidden([apiKey], error, heard.events, heard.lines);
  });

  test.each(["", "inner\nline", "kéy"])("a refresh that gives %j, which is no key: neither is shown", async (bad) => {
    const { things } = await startThings([reply(401)], {
      apiKey: ({ refresh }) => (refresh ? `${bad && `${secondKey}${bad}`}` : apiKey),
    });
    const error = await failureOf(things.call(get, { params: one }));
    expect(error).toBeInstanceOf(ConfigError);
    expectHidden([apiKey, secondKey], error);
  });
});

describe("row 53: a fetch of the caller's that fails with the key", () => {
  test.each(writings)("%s: in message, stack, code, name and causes", async (_name, write) => {
    const key = write(apiKey);
    for (const road of roads) {
      const heard = listening();
      const { things } = await startThings([], {
        ...heard.options,
        logLevel: "debug",
        fetch: async (_url, init) => {
          const inner = Object.assign(new Error(`inner ${key}`), { code: `ERR_${key}`, name: `Inner ${key}` });
          const outer = new TypeError(`outer ${key}`, { cause: inner });
          outer.stack = `TypeError: outer ${key}\n    at ${key} (file:///${key}.js:1:1)`;
          throw Object.assign(outer, { code: key, name: key, init, [key]: key });
        },
      });
      expectHidden([apiKey], await failureOf(by(road, things, get, { params: one })), heard.events, heard.lines);
    }
  });

  test("as a code that would be the reason of a retry", async () => {
    const heard = listening();
    const { things } = await startThings([], {
      ...heard.options,
      logLevel: "debug",
      fetch: async () => {
        throw Object.assign(new Error("connect"), { code: apiKey, syscall: "connect" });
      },
    });
    expectHidden([apiKey], await failureOf(things.call(get, { params: one })), heard.events, heard.lines);
  });

  test("in an error whose chain of causes is a loop", async () => {
    const first: Error = new Error(`first ${apiKey}`);
    first.cause = new Error(`second ${apiKey}`, { cause: first });
    const { things } = await startThings([], { fetch: () => Promise.reject(first) });
    expectHidden([apiKey], await failureOf(things.call(get, { params: one })));
  });
});

describe("row 53: wherever the key is put (property)", () => {
  /** Each gives what a fetch does that puts the text there. */
  const places: readonly ((text: string) => Response)[] = [
    (text) => new Response(`{"message":"${text}"}`, { status: 401, headers: json }),
    (text) => new Response(`{"message":"long ${"x".repeat(480)}${text}"}`, { status: 401, headers: json }),
    (text) => new Response(`{"error":{"code":"${text}","message":"no"}}`, { status: 403, headers: json }),
    (text) => new Response(`{"error":{"deep":[[{"${text}":"${text}"}]]}}`, { status: 422, headers: json }),
    (text) => new Response(`{"${text}":{"${text}":1}}`, { status: 400, headers: json }),
    (text) => new Response(text, { status: 500 }),
    (text) => new Response(`<title>${text}</title>`, { status: 502, headers: { "content-type": "text/html" } }),
    (text) => new Response(`<p>${text}`, { status: 200, headers: { "content-type": `text/html; a="${text}"` } }),
    (text) => new Response(`{"id":"${text}"`, { status: 200, headers: json }),
    (text) => new Response(text, { status: 302, headers: { location: `https://other.example/?k=${text}` } }),
    (text) => new Response(text, { status: 307, headers: { location: `/loop/${text}` } }),
    (text) => new Response("{}", { status: 404, headers: { "x-request-id": text, "x-orq-trace-id": text } }),
    (text) => {
      throw Object.assign(new Error(text, { cause: new Error(text) }), { code: text, name: text });
    },
  ];
  const character = fc
    .integer({ min: 0x21, max: 0x7e })
    .map((code) => String.fromCharCode(code))
    .filter((text) => text !== "\\");
  const key = fc.string({ unit: character, minLength: 8, maxLength: 40 }).map((text) => `sk-${text}`);
  const writing = fc.constantFrom(...writings.map(([, write]) => write));

  test("no error, event or line of the log shows it", async () => {
    await fc.assert(
      fc.asyncProperty(key, writing, fc.constantFrom(...places), async (secret, write, place) => {
        const heard = listening();
        const fetch = async (): Promise<Response> => place(`a ${write(secret)} b`);
        const orq = new Orq({ ...heard.options, logLevel: "debug", apiKey: secret, fetch, maxRetries: 0 });
        const error = await failureOf(orq.withSpec<FixturePaths>().call(get, { params: one }));
        expect(error).toBeInstanceOf(OrqError);
        expectHidden([secret], error, heard.events, heard.lines, orq);
      }),
      { numRuns: 300 },
    );
  });
});

describe("one client, several tenants", () => {
  /** Takes the fresh keys alone. */
  const freshOnly: Act = (socket, request) =>
    (/^Bearer fresh-key-/.test(request.headers["authorization"] ?? "") ? ok : reply(401))(socket, request);

  test("row 58: 40 calls, both tenants' keys refused: one refresh each, and every call has its tenant's key", async () => {
    const tenants = new AsyncLocalStorage<string>();
    const refreshed: string[] = [];
    const { server, things } = await startThings([freshOnly], {
      apiKey: async ({ refresh }) => {
        const tenant = tenants.getStore() ?? "none";
        if (refresh) refreshed.push(tenant);
        return `${refresh ? "fresh" : "stale"}-key-of-${tenant}`;
      },
    });
    const calls = Array.from({ length: 40 }, (_value, index) => {
      const tenant = `tenant-${index % 2}`;
      return tenants.run(tenant, () => things.call(get, { params: { path: { id: `${tenant}-${index}` } } }));
    });
    await Promise.all(calls);
    expect(refreshed.toSorted()).toEqual(["tenant-0", "tenant-1"]);
    expect(server.requests).toHaveLength(80);
    for (const { path, headers } of server.requests) {
      const tenant = /tenant-\d/.exec(path)?.[0];
      expect(headers["authorization"]?.endsWith(`-key-of-${tenant}`)).toBe(true);
    }
  });

  test("row 58: by turns, too: a refresh of one does not undo that of the other", async () => {
    const tenants = new AsyncLocalStorage<string>();
    const current: Record<string, string> = { a: "stale-key-of-a", b: "stale-key-of-b" };
    let refreshes = 0;
    const { things } = await startThings([freshOnly], {
      apiKey: ({ refresh }) => {
        const tenant = tenants.getStore() ?? "none";
        if (refresh) {
          refreshes += 1;
          current[tenant] = `fresh-key-of-${tenant}`;
        }
        return current[tenant] ?? "none";
      },
    });
    for (const tenant of ["a", "b", "a", "b"]) {
      await tenants.run(tenant, async () => await things.call(get, { params: one }));
    }
    expect(refreshes).toBe(2);
  });

  test("a provider is asked once for a call that is redirected, and once more for a 401 there", async () => {
    const asked: boolean[] = [];
    const provider = ({ refresh }: { refresh: boolean }): string => {
      asked.push(refresh);
      return refresh ? "fresh-key-1" : "stale-key-1";
    };
    const plain = await startThings([reply(307, { location: "/b" }), reply(307, { location: "/c" }), ok], {
      apiKey: provider,
    });
    await plain.things.call(get, { params: one });
    expect(asked).toEqual([false]);
    expect(plain.server.requests).toHaveLength(3);

    asked.length = 0;
    const refused = await startThings([reply(307, { location: "/b" }), reply(401), ok], { apiKey: provider });
    await refused.things.call(get, { params: one });
    expect(asked).toEqual([false, true]);
  });

  test("a provider is asked once for a call that is sent again", async () => {
    let asked = 0;
    const { server, things } = await startThings([reply(503, { "retry-after": "0" }), ok], {
      apiKey: () => {
        asked += 1;
        return apiKey;
      },
    });
    await things.call(get, { params: one });
    expect([asked, server.requests.length]).toEqual([1, 2]);
  });

  test("a refused redirect never takes the key to another server", async () => {
    const other = await startRawServer(ok);
    try {
      const { things } = await startThings([reply(307, { location: `${other.url}/x` })]);
      await failureOf(things.call(get, { params: one }));
      expect(other.requests).toHaveLength(0);
    } finally {
      await other.close();
    }
  });
});
