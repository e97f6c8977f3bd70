import { inspect } from "node:util";
import { AuthError, ConfigError } from "orq-client";
import { describe, expect, it } from "vitest";
import { ok, reply } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import type { Act } from "../support/raw-server.ts";
import { replace, retrieve } from "../support/things.ts";

/** Takes one key and refuses all others. */
function only(key: string): Act {
  return (socket, request) => {
    const act =
      request.headers["authorization"] === `Bearer ${key}`
        ? ok
        : reply(401, {}, { error: { code: "expired_api_key" } });
    act(socket, request);
  };
}

describe("a key that a function gives", () => {
  it("row 22: a second 401 is the caller's, and so is a first one with the same key", async () => {
    let given = 0;
    const { server, orq } = await startRawClient([only("no-such-key")], { apiKey: () => `another-key-${given++}` });
    const error = await failureOf(replace(orq));
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ status: 401, apiCode: "expired_api_key", attempts: 2 });
    expect(server.requests).toHaveLength(2);

    const same = await startRawClient([only("no-such-key")], { apiKey: () => "the-same-key" });
    expect(await failureOf(replace(same.orq))).toMatchObject({ status: 401, attempts: 1 });
  });

  it("row 22: each call asks for its own key, and a function that fails is a ConfigError without its secrets", async () => {
    const keys = ["key-of-tenant-1", "key-of-tenant-2"];
    const { server, orq } = await startRawClient([ok], { apiKey: () => keys.shift() ?? "none-left" });
    await retrieve(orq);
    await retrieve(orq);
    expect(server.requests.map(({ headers }) => headers["authorization"])).toEqual([
      "Bearer key-of-tenant-1",
      "Bearer key-of-tenant-2",
    ]);
    const failing = await startRawClient([ok], {
      apiKey: () => {
        throw Object.assign(new Error("no token"), { config: { client_secret: "hidden-secret" } });
      },
    });
    const error = await failureOf(retrieve(failing.orq));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.cause).toMatchObject({ message: "no token" });
    expect(inspect(error, { depth: 9 })).not.toContain("hidden-secret");
  });
});
