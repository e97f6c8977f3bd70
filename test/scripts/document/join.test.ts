import { describe, expect, test } from "vitest";
import { joinDocuments } from "../../../scripts/document/join.ts";
import type { JsonObject } from "../../../scripts/document/json.ts";

describe("documents that are joined", () => {
  const join = (...documents: JsonObject[]): JsonObject =>
    joinDocuments(documents.map((document, index) => ({ name: "abc"[index] ?? "", document })));

  test("come together entry by entry, in webhooks and components too", () => {
    const joined = join(
      { webhooks: { name: { post: 1 } }, components: { schemas: { A: 1 } } },
      { webhooks: { name: { get: 2 }, v: {} }, components: { schemas: { A: 1, B: 2 }, responses: { C: 3 } } },
    );
    expect(joined).toEqual({
      webhooks: { name: { post: 1, get: 2 }, v: {} },
      components: { schemas: { A: 1, B: 2 }, responses: { C: 3 } },
    });
  });

  test("are left as they are", () => {
    const first = { paths: { "/x": { get: {} } }, tags: [{ name: "A" }] };
    const second = { paths: { "/x": { put: {} } }, tags: [{ name: "A" }, { name: "B" }] };
    expect(join(first, second)["tags"]).toEqual([{ name: "A" }, { name: "B" }]);
    expect([first, second]).toEqual([
      { paths: { "/x": { get: {} } }, tags: [{ name: "A" }] },
      { paths: { "/x": { put: {} } }, tags: [{ name: "A" }, { name: "B" }] },
    ]);
  });

  test.each<[documents: JsonObject[], says: string]>([
    [[{}, { info: 1 }, { info: 2 }], "b and c disagree at /info: make them agree, or leave one out"],
    [
      [
        { components: { schemas: {} } },
        { components: { schemas: { A: { a: 1 } } } },
        { components: { schemas: { A: {} } } },
      ],
      "b and c disagree at /components/schemas/A",
    ],
    [[{ paths: { "/x": { get: 1 } } }, {}, { paths: { "/x": { get: 2 } } }], "a and c disagree at /paths/~1x/get"],
    [[{}, { tags: [{ name: "A", a: 1 }] }, { tags: [{ name: "A" }] }], "b and c disagree at /tags/A"],
    [
      [{ paths: { "/x": { get: { a: 1 } } } }, { paths: { "/x": { get: { a: 1, b: 2 } } } }],
      "a and b disagree at /paths/~1x/get",
    ],
    [
      [{ webhooks: { name: { get: { a: 1 } } } }, { webhooks: { name: { get: { b: 2 } } } }],
      "a and b disagree at /webhooks/name/get",
    ],
    [[{ servers: [{ a: 1 }] }, { servers: [{ a: 1 }, { b: 1 }] }], "a and b disagree at /servers"],
    [[{ paths: [] }, { paths: {} }], "a and b disagree at /paths"],
  ])("%j disagree", (documents, says) => {
    expect(() => join(...documents)).toThrow(says);
  });
});
