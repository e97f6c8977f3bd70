import { inspect } from "node:util";
import { ConfigError, Orq, type OrqOptions } from "orq-client";
import { afterEach, describe, expect, test, vi } from "vitest";
import { startWithClient } from "../sandbox/client.ts";

const secret = "orq-secret-key";

afterEach(() => vi.unstubAllEnvs());

function constructionError(options: OrqOptions): Error {
  try {
    new Orq(options);
  } catch (error) {
    return error as Error;
  }
  return expect.unreachable(`accepted ${inspect(options)}`);
}

describe("the key", () => {
  test.each(["", "   ", "Bearer ", `${secret}\nx`, `${secret}\u2028x`, `${secret} ${secret}`, 7 as unknown as string])(
    "%j is refused at construction, and not shown",
    (apiKey) => {
      const error = constructionError({ apiKey });
      expect(error).toBeInstanceOf(ConfigError);
      expect(error.message).toContain("apiKey");
      expect(inspect(error)).not.toContain(secret);
    },
  );

  test("comes from ORQ_API_KEY, and its absence is told", async () => {
    vi.stubEnv("ORQ_API_KEY", undefined);
    expect(constructionError({}).message).toBe("apiKey is missing: pass { apiKey } or set ORQ_API_KEY");
    vi.stubEnv("ORQ_API_KEY", "");
    expect(constructionError({}).message).toBe("ORQ_API_KEY is empty");
    vi.stubEnv("ORQ_API_KEY", ` Bearer ${secret}\n`);
    const { orq, sandbox } = await startWithClient({ apiKey: secret });
    vi.stubEnv("ORQ_BASE_URL", sandbox.url);
    await new Orq().identities.list();
    expect(sandbox.exchanges[0]?.headers["authorization"]).toBe(`Bearer ${secret}`);
    expect(inspect(orq, { depth: 9, showHidden: true })).not.toContain(secret);
  });

  test("may come from a function, asked for each call", async () => {
    const keys = ["key-1", "key-2"];
    const { orq, sandbox } = await startWithClient({ apiKey: "key-1" }, { apiKey: async () => keys.shift() ?? "none" });
    await orq.identities.list();
    await expect(orq.identities.list()).rejects.toMatchObject({ status: 401 });
    const sent = sandbox.exchanges.map(({ headers }) => headers["authorization"]);
    expect(sent.slice(0, 2)).toEqual(["Bearer key-1", "Bearer key-2"]);
  });
});

describe("the base URL", () => {
  test.each([
    ["", "whole URL"],
    ["api.orq.ai", "whole URL"],
    ["ftp://api.orq.ai", "whole URL"],
    ["https://", "whole URL"],
    ["https://user:password@api.orq.ai", "credentials"],
    ["https://api.orq.ai?x=1", "query"],
    ["https://api.orq.ai/#x", "fragment"],
    ["https://api.orq.ai//v2", "empty path segment"],
    ["https://api.orq.ai/{id}", "braces"],
    ["http://api.orq.ai", "https"],
  ])("%j is refused", (baseUrl, reason) => {
    const error = constructionError({ apiKey: secret, baseUrl });
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toMatch(new RegExp(`^baseUrl must .*${reason}`));
    expect(error.message).not.toContain("password");
  });

  test("an empty ORQ_BASE_URL is an error, and not production", () => {
    vi.stubEnv("ORQ_BASE_URL", "");
    expect(constructionError({ apiKey: secret }).message).toMatch(/^ORQ_BASE_URL must/);
  });

  test("may have a path, and a slash at its end", async () => {
    const { orq, sandbox } = await startWithClient();
    const proxied = new Orq({ apiKey: sandbox.apiKey, baseUrl: `${sandbox.url}/proxy/` });
    await expect(proxied.identities.list()).rejects.toMatchObject({ status: 404 });
    expect(sandbox.exchanges[0]?.path).toBe("/proxy/v2/identities");
    await orq.identities.list();
  });

  test("plain http is for loopback, or for who insists", () => {
    for (const baseUrl of ["http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1"]) {
      expect(new Orq({ apiKey: secret, baseUrl })).toBeInstanceOf(Orq);
    }
    expect(new Orq({ apiKey: secret, baseUrl: "http://orq.internal", allowInsecure: true })).toBeInstanceOf(Orq);
  });
});
