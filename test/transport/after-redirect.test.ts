import { AuthError, ConnectionError, RedirectError, TimeoutError } from "orq-client";
import { describe, expect, it } from "vitest";
import { ok, reply, reset, thing } from "../support/acts.ts";
import { holdClock } from "../support/clock.ts";
import { apiKey, failureOf, startRawClient } from "../support/raw-client.ts";
import { create, replace, retrieve } from "../support/things.ts";

const to = (status: number, location: string) => reply(status, { location });
const busy = reply(503, { "retry-after": "0" });

describe("what follows a redirect", () => {
  it("a write that a 303 says is done is not sent again: its result alone is", async () => {
    const { server, orq } = await startRawClient([to(303, "/made/1"), busy, ok]);
    expect(await create(orq)).toMatchObject(thing);
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v2/things",
      "GET /made/1",
      "GET /made/1",
    ]);
  });

  it.each([
    ["fails", reply(500)],
    ["is cut off", reset],
    ["is not there", reply(404)],
  ])("a write is told as done when its result %s", async (_name, act) => {
    const { server, orq } = await startRawClient([to(303, "/made/1"), act], { maxRetries: 0 });
    const error = await failureOf(create(orq));
    expect(error).toBeInstanceOf(RedirectError);
    expect(error).toMatchObject({ status: 303, method: "POST", path: "/v2/things" });
    expect(error.message).toContain("the request was accepted, but its result at /made/1 cannot be read");
    expect(server.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("a server that does not answer there is a timeout, and not the redirect's status", async () => {
    const clock = holdClock();
    const { orq } = await startRawClient([to(307, "/elsewhere"), () => clock.timeUp()]);
    const error = await failureOf(retrieve(orq));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ attempts: 2 });
    expect(error.status).toBeUndefined();
  });

  it("a connection that breaks there has no status", async () => {
    const { orq } = await startRawClient([to(307, "/elsewhere"), reset], { maxRetries: 0 });
    const error = await failureOf(retrieve(orq));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.status).toBeUndefined();
  });

  it("each request is told of", async () => {
    const urls: string[] = [];
    const { server, orq } = await startRawClient([to(307, "/elsewhere"), ok], {
      onEvent: (event) => void (event.type === "request" && urls.push(event.url)),
    });
    await retrieve(orq);
    expect(urls).toEqual([`${server.url}/v2/things/thing_1`, `${server.url}/elsewhere`]);
  });

  it("a redirect with credentials is refused", async () => {
    const { server, orq } = await startRawClient([
      (...exchange) => to(307, `${server.url.replace("//", "//u:p@")}/x`)(...exchange),
    ]);
    expect(await failureOf(retrieve(orq))).toBeInstanceOf(RedirectError);
    expect(server.requests).toHaveLength(1);
  });
});

describe("a server that repeats the key", () => {
  const shown = async (call: PromiseLike<unknown>): Promise<string> => {
    const error = await failureOf(call);
    const { inspect } = await import("node:util");
    return `${error.message} ${error.stack} ${JSON.stringify(error)} ${inspect(error, { depth: 9, showHidden: true })}`;
  };

  it.each([
    ["in a success that is no JSON", reply(200, { "content-type": "text/html" }, `you sent ${apiKey}`)],
    ["in the request id", reply(404, { "x-request-id": `id ${apiKey}` }, { message: "gone" })],
    ["with escapes", reply(401, {}, `{"message":"bad key ${apiKey.replace("-", "\\u002d")}"}`)],
    ["in an error that says it is a picture", reply(401, { "content-type": "image/png" }, apiKey)],
  ])("%s: no error shows it", async (_name, act) => {
    const { orq } = await startRawClient([act, act], { maxRetries: 0 });
    expect(await shown(retrieve(orq))).not.toContain(apiKey);
    expect(await shown(replace(orq))).not.toContain(apiKey);
  });
});

describe("keys from a function", () => {
  it("a refresh that hangs is not what the next call waits for", async () => {
    const clock = holdClock();
    const hung = (): Promise<string> => {
      setImmediate(() => clock.timeUp());
      return new Promise(() => {});
    };
    const answers = [hung, () => "new-key"];
    const refused = reply(401);
    const { orq } = await startRawClient([refused, refused, ok], {
      apiKey: ({ refresh }) => (refresh ? (answers.shift()?.() ?? "none") : "old-key"),
    });
    expect(await failureOf(retrieve(orq))).toBeInstanceOf(TimeoutError);
    expect(await retrieve(orq)).toMatchObject(thing);
  });
});

it("a message is one line of a bounded length, whatever the server writes", async () => {
  const { orq } = await startRawClient([reply(401, {}, { message: `a\n\u001b[31m${"b".repeat(10_000)}` })]);
  const error = await failureOf(retrieve(orq));
  expect(error).toBeInstanceOf(AuthError);
  expect(error.message.length).toBeLessThan(600);
  expect(error.message).not.toMatch(/\p{Cc}/u);
});
