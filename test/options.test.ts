import { inspect } from "node:util";
import { type ApiKey, ConfigError, Orq, type OrqOptions } from "orq-client";
import { describe, expect, it, vi } from "vitest";
import { ok } from "./support/acts.ts";
import { apiKey, startRawClient } from "./support/raw-client.ts";
import { one, replace, retrieve, thingsOf } from "./support/things.ts";

/** The error that a client with these options is refused with. */
function refusal(options: unknown): Error {
  try {
    new Orq(options as OrqOptions);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error as Error;
  }
  return expect.unreachable(`accepted ${inspect(options)}`);
}

describe("options", () => {
  it.each([
    ["timeoutMs", Number.NaN],
    ["timeoutMs", -1],
    ["timeoutMs", 0],
    ["timeoutMs", "5"],
    ["totalTimeoutMs", 2 ** 31],
    ["totalTimeoutMs", Number.POSITIVE_INFINITY],
    ["maxRetries", -1],
    ["maxRetries", 1.5],
    ["maxResponseBytes", 0],
    ["fetch", "fetch"],
    ["fetch", null],
    ["onEvent", {}],
    ["logger", { debug() {} }],
    ["logger", null],
    ["headers", { "x y": "z" }],
    ["headers", { host: "x" }],
    ["headers", null],
  ])("%s of %j is a ConfigError that names it", (name, value) => {
    expect(refusal({ apiKey, [name]: value }).message).toContain(name);
  });

  it("must be an object", () => {
    expect(refusal(null).message).toContain("options");
  });

  it("of a call are checked as well, and count before the client's", async () => {
    const orq = new Orq({ apiKey, fetch: () => new Promise(() => {}), timeoutMs: 60_000 });
    for (const options of [{ timeoutMs: -1 }, { maxRetries: 0.5 }, { signal: {} as AbortSignal }]) {
      await expect(retrieve(orq, options)).rejects.toBeInstanceOf(ConfigError);
    }
    await expect(retrieve(orq, { timeoutMs: 20 })).rejects.toMatchObject({ code: "TIMEOUT" });
  });

  it("refuse a web page, unless told otherwise", () => {
    vi.stubGlobal("window", { document: {} });
    refusal({ apiKey });
    expect(new Orq({ apiKey, allowBrowser: true })).toBeInstanceOf(Orq);
  });

  it("take the runtime's fetch at each call, as tracers and tests replace it", async () => {
    const orq = new Orq({ apiKey });
    const fetch = vi.fn(async () => Response.json({ id: "thing_1" }));
    vi.stubGlobal("fetch", fetch);
    await replace(orq);
    expect(fetch).toHaveBeenCalledExactlyOnceWith(
      "https://api.orq.ai/v2/things/thing_1",
      expect.objectContaining({ method: "PUT", redirect: "manual", body: "{}" }),
    );
  });
});

describe("the key", () => {
  it.each([
    "",
    "   ",
    "\n",
    "Bearer",
    "Bearer ",
    `${apiKey} ${apiKey}`,
    `${apiKey}\nx`,
    `${apiKey}\u0000`,
    `${apiKey}\u2028x`,
    `${apiKey}é`,
    7,
  ])("row 41: %j is refused before anything else, and not shown", (given) => {
    const error = refusal({ apiKey: given });
    expect(error.message).toContain("apiKey");
    expect(inspect(error)).not.toContain(apiKey);
  });

  it.each([` ${apiKey}\n`, `Bearer ${apiKey}`, `bearer  ${apiKey}`, `Bearer Bearer ${apiKey}`])(
    "row 41: %j is sent as one Bearer token",
    async (given) => {
      const { server, orq } = await startRawClient([ok], { apiKey: given });
      await retrieve(orq);
      expect(server.requests[0]?.headers["authorization"]).toBe(`Bearer ${apiKey}`);
    },
  );

  it("row 41: comes from ORQ_API_KEY, and its absence is told", async () => {
    vi.stubEnv("ORQ_API_KEY", undefined);
    expect(refusal({}).message).toBe("apiKey is missing: pass { apiKey } or set ORQ_API_KEY");
    expect(refusal({ apiKey: undefined as unknown as ApiKey }).message).toContain("apiKey is missing");
    vi.stubEnv("ORQ_API_KEY", "");
    expect(refusal({}).message).toBe("ORQ_API_KEY is empty");
    vi.stubEnv("ORQ_API_KEY", ` Bearer ${apiKey}\n`);
    const { server } = await startRawClient([ok]);
    vi.stubEnv("ORQ_BASE_URL", server.url);
    const orq = new Orq();
    await retrieve(orq);
    expect(server.requests[0]?.headers["authorization"]).toBe(`Bearer ${apiKey}`);
    expect(inspect(orq, { depth: 9, showHidden: true })).not.toContain(apiKey);
  });

  it("may come from a function, asked for each call", async () => {
    const keys = ["key-1", "key-2"];
    const { server, orq } = await startRawClient([ok], { apiKey: async () => keys.shift() ?? "none" });
    await retrieve(orq);
    await retrieve(orq);
    expect(server.requests.map(({ headers }) => headers["authorization"])).toEqual(["Bearer key-1", "Bearer key-2"]);
  });
});

describe("the base URL", () => {
  it.each([
    ["", "whole URL"],
    ["api.orq.ai", "whole URL"],
    ["ftp://api.orq.ai", "whole URL"],
    ["file:///etc/passwd", "whole URL"],
    ["https://", "whole URL"],
    ["https://user:password@api.orq.ai", "credentials"],
    ["https://api.orq.ai?x=1", "query"],
    ["https://api.orq.ai/#x", "fragment"],
    ["https://api.orq.ai//v2", "empty path segment"],
    ["https://api.orq.ai/{id}", "braces"],
    ["http://api.orq.ai", "https"],
  ])("row 42: %j is refused", (baseUrl, reason) => {
    const error = refusal({ apiKey, baseUrl });
    expect(error.message).toMatch(new RegExp(`^baseUrl must .*${reason}`));
    expect(error.message).not.toContain("password");
  });

  it("row 42: an empty ORQ_BASE_URL is an error, and not production", () => {
    vi.stubEnv("ORQ_BASE_URL", "");
    expect(refusal({ apiKey }).message).toMatch(/^ORQ_BASE_URL must/);
  });

  it("row 42: a path is kept, and a slash at its end is not doubled", async () => {
    const { server } = await startRawClient([ok]);
    for (const baseUrl of [`${server.url}/proxy`, `${server.url}/proxy/`]) {
      const orq = new Orq({ apiKey, baseUrl });
      await retrieve(orq);
      await thingsOf(orq).api.GET("/v2/things/{id}", { params: one });
    }
    expect(server.requests.map(({ path }) => path)).toEqual(Array(4).fill("/proxy/v2/things/thing_1"));
  });

  it("row 42: plain http is for loopback, or by permission", () => {
    for (const baseUrl of ["http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1"]) {
      expect(new Orq({ apiKey, baseUrl })).toBeInstanceOf(Orq);
    }
    for (const baseUrl of ["http://api.orq.ai", "http://orq.internal"]) {
      expect(new Orq({ apiKey, baseUrl, allowInsecure: true })).toBeInstanceOf(Orq);
    }
  });
});
