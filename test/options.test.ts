import { ConfigError, Orq, type OrqOptions } from "orq-client";
import { afterEach, describe, expect, it, vi } from "vitest";
import { replace, retrieve } from "./support/things.ts";

const apiKey = "secret-key";

afterEach(() => {
  vi.unstubAllGlobals();
});

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
    ["onEvent", {}],
    ["logger", { debug() {} }],
    ["headers", { "x y": "z" }],
  ])("%s of %j is a ConfigError that names it", (name, value) => {
    const options = { apiKey, [name]: value } as unknown as OrqOptions;
    expect(() => new Orq(options)).toThrow(ConfigError);
    expect(() => new Orq(options)).toThrow(name);
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
    expect(() => new Orq({ apiKey })).toThrow(ConfigError);
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
