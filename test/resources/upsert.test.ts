import { ConflictError, ConnectionError, type IdentityUpdate, ServerError, UnprocessableEntityError } from "orq-client";
import { describe, expect, test } from "vitest";
import { reply, reset } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import type { Act } from "../support/raw-server.ts";
import { startWithClient } from "../support/sandbox-client.ts";

describe.each(["older", "newer"] as const)("an upsert, on a server of the %s generation", (generation) => {
  test("creates, then updates, then finds nothing to do", async () => {
    const { orq, sandbox } = await startWithClient({ generation });
    const jane = { display_name: "Jane", tags: ["premium"], metadata: { team: { name: "A", since: new Date(0) } } };
    const created = await orq.identities.upsert("user_1", jane);
    expect(created).toMatchObject({ outcome: "created", identity: { external_id: "user_1", display_name: "Jane" } });

    const again = await orq.identities.upsert("user_1", jane);
    expect(again).toMatchObject({ outcome: "unchanged", identity: { _id: created.identity._id } });

    const updated = await orq.identities.upsert("user_1", { ...jane, email: "jane@example.com" });
    expect(updated).toMatchObject({ outcome: "updated", identity: { email: "jane@example.com", tags: ["premium"] } });
    expect(sandbox.exchanges.map(({ method, path, body }) => [method, path, body])).toEqual([
      ["GET", "/v2/identities/user_1", undefined],
      ["POST", "/v2/identities", { ...JSON.parse(JSON.stringify(jane)), external_id: "user_1" }],
      ["GET", "/v2/identities/user_1", undefined],
      ["GET", "/v2/identities/user_1", undefined],
      ["PATCH", "/v2/identities/user_1", { ...JSON.parse(JSON.stringify(jane)), email: "jane@example.com" }],
    ]);
  });

  const kept = { display_name: "Jane", tags: ["a", "b"], metadata: { team: { name: "A", size: 2 }, list: [1] } };
  const same: readonly IdentityUpdate[] = [
    {},
    { display_name: "Jane" },
    { email: null, avatar_url: null },
    { metadata: { list: [1], team: { size: 2, name: "A" } } },
  ];
  test.each(same)("writes nothing for %j", async (fields) => {
    const { orq } = await startWithClient({ generation });
    await orq.identities.create({ external_id: "user_1", ...kept });
    expect(await orq.identities.upsert("user_1", fields)).toMatchObject({ outcome: "unchanged", identity: kept });
  });

  const other: readonly IdentityUpdate[] = [
    { display_name: "" },
    { tags: [] },
    { tags: ["b", "a"] },
    { tags: ["a"] },
    { metadata: {} },
    { metadata: { team: { name: "A", size: 2 } } },
    { metadata: { team: { name: "A", size: "2" }, list: [1] } },
    { metadata: { team: { name: "A", size: 2 }, list: { 0: 1 } } },
    { metadata: { team: { name: "A", size: 2, lead: null }, list: [1] } },
    { metadata: { team: { name: "A", toString: 2 }, list: [1] } },
  ];
  test.each(other)("writes %j", async (fields) => {
    const { orq } = await startWithClient({ generation });
    await orq.identities.create({ external_id: "user_1", ...kept });
    expect(await orq.identities.upsert("user_1", fields)).toMatchObject({ outcome: "updated" });
  });

  test("a list without items and no list are the same", async () => {
    const { orq } = await startWithClient({ generation });
    await orq.identities.create({ external_id: "user_1" });
    expect(await orq.identities.upsert("user_1", { tags: [], metadata: {} })).toMatchObject({ outcome: "unchanged" });
  });

  test("a null that clears nothing is not sent", async () => {
    const { orq, sandbox } = await startWithClient({ generation });
    await orq.identities.upsert("user_1", { display_name: "Jane", email: null, tags: [] });
    await orq.identities.upsert("user_1", { display_name: "J.", email: null, tags: [] });
    const bodies = sandbox.exchanges.map(({ body }) => body).filter((body) => body !== undefined);
    expect(bodies).toEqual([{ external_id: "user_1", display_name: "Jane" }, { display_name: "J." }]);
  });

  test("many at once make one record", async () => {
    const { orq, sandbox } = await startWithClient({ generation });
    const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const upserts = names.map((display_name) => orq.identities.upsert("user_1", { display_name }));
    const outcomes = (await Promise.all(upserts)).map(({ outcome }) => outcome).sort();
    expect(outcomes).toEqual(["created", ...names.slice(1).map(() => "updated")]);
    expect(sandbox.exchanges.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await orq.identities.list()).data).toHaveLength(1);
  });
});

test("a null clears what there is", async () => {
  const { orq } = await startWithClient();
  await orq.identities.create({ external_id: "user_1", display_name: "Jane" });
  const cleared = await orq.identities.upsert("user_1", { display_name: null });
  expect(cleared).toMatchObject({ outcome: "updated", identity: { display_name: null } });
});

const jane = { _id: "contact_1", external_id: "user_1", display_name: "Jane" };
const none = reply(404, {}, { error: "none" });
const found = reply(200, {}, jane);
const older = reply(200, {}, { ...jane, display_name: "J." });
const created = reply(201, {}, jane);
const taken = reply(409, {}, { message: "taken" });
const broken: Act = (socket) => {
  socket.write('HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"_id"');
  socket.end();
};

// What the server does, what comes of it, and what was sent: a GET looks, a POST creates, a PATCH updates.
const races: readonly (readonly [string, readonly Act[], string, string])[] = [
  ["another creates the same", [none, taken, found], "unchanged", "GET POST GET"],
  ["another creates one with other values", [none, taken, older, found], "updated", "GET POST GET PATCH"],
  ["a taken id is a 400", [none, reply(400), older, found], "updated", "GET POST GET PATCH"],
  ["a taken id is a 422", [none, reply(422), older, found], "updated", "GET POST GET PATCH"],
  ["it is deleted before the update", [older, none, none, created], "created", "GET PATCH GET POST"],
  ["it is deleted, and created by another", [older, none, none, taken, found], "unchanged", "GET PATCH GET POST GET"],
  ["the create is done, and its reply lost", [none, reset, found], "created", "GET POST GET"],
  ["the create is done, and its reply cut", [none, broken, found], "created", "GET POST GET"],
  ["the create is done, and its reply not JSON", [none, reply(201, {}, "no JSON"), found], "created", "GET POST GET"],
  ["the server keeps it in another form", [none, reset, older, found], "created", "GET POST GET PATCH"],
  ["the create is lost, and not done", [none, reset, none, created], "created", "GET POST GET POST"],
  ["the create fails with a 503, and is not done", [none, reply(503), none, created], "created", "GET POST GET POST"],
];

test.each(races)("%s", async (_name, acts, outcome, sent) => {
  const { orq, server } = await startRawClient(acts);
  const upserted = await orq.identities.upsert("user_1", { display_name: "Jane" });
  expect(upserted).toEqual({ outcome, identity: jane });
  expect(server.requests.map(({ method }) => method).join(" ")).toBe(sent);
});

test("a create that is refused for what it says fails with that", async () => {
  const { orq, server } = await startRawClient([none, reply(422, {}, { message: "email" }), none]);
  const error = await failureOf(orq.identities.upsert("user_1", { email: "no mail" }));
  expect(error).toBeInstanceOf(UnprocessableEntityError);
  expect(error.message).toBe("POST /v2/identities: 422: email");
  expect(server.requests).toHaveLength(3);
});

test("a create that is lost each time is given up, and the error says that it may have happened", async () => {
  const { orq, server } = await startRawClient([none, reset, none, reset, none, reset]);
  const error = await failureOf(orq.identities.upsert("user_1", {}));
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ method: "POST", mayHaveActed: true });
  expect(server.requests).toHaveLength(6);
});

test("a look that fails after a lost create leaves open what that has done", async () => {
  const { orq } = await startRawClient([none, reset, reply(500)], { maxRetries: 0 });
  const error = await failureOf(orq.identities.upsert("user_1", {}));
  expect(error).toBeInstanceOf(ServerError);
  expect(error).toMatchObject({ method: "GET", mayHaveActed: true });
});

test("records that come and go are not followed for ever", async () => {
  const { orq } = await startRawClient([older, none, none, taken, older, none]);
  expect(await failureOf(orq.identities.upsert("user_1", { display_name: "Jane" }))).toMatchObject({ status: 404 });
  const { orq: second } = await startRawClient([none, taken, none]);
  expect(await failureOf(second.identities.upsert("user_1", {}))).toBeInstanceOf(ConflictError);
});

test("an abort ends it at once", async () => {
  const controller = new AbortController();
  const { orq, server } = await startRawClient([none, () => controller.abort("stop")]);
  const error = await failureOf(orq.identities.upsert("user_1", {}, { signal: controller.signal }));
  expect(error).toMatchObject({ code: "ABORTED", cause: "stop", method: "POST", mayHaveActed: true });
  expect(server.requests).toHaveLength(2);
});

test("what cannot be sent is refused before anything is", async () => {
  const { orq, server } = await startRawClient([none]);
  const call = orq.identities.upsert("user_1", { metadata: { score: Number.NaN } });
  expect(await failureOf(call)).toMatchObject({ code: "VALIDATION", pointer: "/metadata/score" });
  expect(await failureOf(orq.identities.upsert("..", {}))).toMatchObject({ code: "VALIDATION" });
  expect(server.requests).toHaveLength(0);
});

test("an external id that is another identity's own id is refused, and that one left alone", async () => {
  const { orq, sandbox } = await startWithClient();
  const { _id } = await orq.identities.create({ external_id: "user_1" });
  expect(await failureOf(orq.identities.upsert(_id, { display_name: "Jane" }))).toMatchObject({
    code: "VALIDATION",
    message: `the external_id "${_id}" is the own id of another identity`,
  });
  expect(sandbox.exchanges.map(({ method }) => method)).toEqual(["POST", "GET"]);
});

test("the options go with each of its calls", async () => {
  const { orq, server } = await startRawClient([none, taken, older, found]);
  await orq.identities.upsert("user_1", { display_name: "Jane" }, { headers: { "x-team": "a" } });
  expect(server.requests.map(({ headers }) => headers["x-team"])).toEqual(["a", "a", "a", "a"]);
});

test("a reply that is not a record is given as it is", async () => {
  const { orq } = await startRawClient([reply(200, {}, "null"), reply(200, {}, "null")]);
  expect(await orq.identities.upsert("user_1", { display_name: "Jane" })).toEqual({
    outcome: "updated",
    identity: null,
  });
});
