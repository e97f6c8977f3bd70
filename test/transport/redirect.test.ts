import { RedirectError } from "orq-client";
import { describe, expect, it } from "vitest";
import { ok, reply, thing } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import { startRawServer } from "../support/raw-server.ts";
import { create, replace, retrieve } from "../support/things.ts";

const to = (status: number, location: string) => reply(status, { location });

describe("redirects", () => {
  it.each([307, 308])("row 37: %i keeps method and body, on the same origin", async (status) => {
    const { server, orq } = await startRawClient([to(status, "/v3/things/thing_1"), ok]);
    expect(await replace(orq, { name: "Jane" })).toMatchObject(thing);
    expect(server.requests).toMatchObject([
      { method: "PUT", path: "/v2/things/thing_1", body: '{"name":"Jane"}' },
      { method: "PUT", path: "/v3/things/thing_1", body: '{"name":"Jane"}' },
    ]);
  });

  it.each([301, 302, 303, 307, 308])("row 37: %i leads a read on", async (status) => {
    const { server, orq } = await startRawClient([to(status, "../v3"), ok]);
    expect(await retrieve(orq)).toMatchObject(thing);
    expect(server.requests[1]).toMatchObject({ method: "GET", path: "/v2/v3" });
  });

  it.each([301, 302])("row 37: %i would turn a write into a read: refused", async (status) => {
    const { server, orq } = await startRawClient([to(status, "/elsewhere"), ok]);
    const error = await failureOf(replace(orq));
    expect(error).toBeInstanceOf(RedirectError);
    expect(error).toMatchObject({ code: "REDIRECT", status, attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  it("row 37: 303 after a write leads to a read, without the body", async () => {
    const { server, orq } = await startRawClient([to(303, "/v2/things/thing_1"), ok]);
    expect(await create(orq)).toMatchObject(thing);
    expect(server.requests[1]).toMatchObject({ method: "GET", body: "" });
    expect(server.requests[1]?.headers["content-type"]).toBeUndefined();
  });

  it.each([302, 307])("row 37: %i to another origin is not followed: nothing leaves", async (status) => {
    const other = await startRawServer(ok);
    try {
      const { server, orq } = await startRawClient([to(status, `${other.url}/v2/things/thing_1`)]);
      expect(await failureOf(retrieve(orq))).toBeInstanceOf(RedirectError);
      expect(await failureOf(replace(orq))).toBeInstanceOf(RedirectError);
      expect([server.requests.length, other.requests.length]).toEqual([2, 0]);
    } finally {
      await other.close();
    }
  });

  it("row 37: https is never left for http, and a redirect that a browser hides is an error", async () => {
    const urls: string[] = [];
    const down = await startRawClient([], {
      baseUrl: "https://api.orq.ai",
      fetch: async (url) => {
        urls.push(url);
        return new Response(null, { status: 307, headers: { location: "http://api.orq.ai/v2/things/a" } });
      },
    });
    expect(await failureOf(retrieve(down.orq))).toBeInstanceOf(RedirectError);
    expect(urls).toHaveLength(1);

    const opaque = Object.defineProperties(new Response(null), {
      type: { value: "opaqueredirect" },
      status: { value: 0 },
      ok: { value: false },
    });
    const hidden = await startRawClient([], { fetch: async () => opaque });
    expect(await failureOf(retrieve(hidden.orq))).toMatchObject({ code: "REDIRECT", attempts: 1 });
  });
});
