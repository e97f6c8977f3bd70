import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withCurrent, withNext, withoutPin, withPin, withShips } from "../../scripts/pin/edit-lock.ts";
import type { Lock } from "../../scripts/pin/lockfile.ts";
import { checkChosenName, dateIn, freePinName } from "../../scripts/pin/pin-name.ts";
import { workspace } from "../support/workspace.ts";

const hash = "0".repeat(64);
const source = { from: "spec.yaml", rawSha256: hash };
const pin = {
  date: "2026-05-14",
  scope: "all",
  operations: 0,
  publishedOperations: 1,
  sources: [source],
  overlaySha256: hash,
  canonicalSha256: hash,
  generator: "openapi-typescript 7.13.0",
};
const damaged = "openapi/spec.lock.json is damaged: restore it with `git checkout openapi/spec.lock.json`";

/** What a command says of a lock, the name of its file aside. */
async function saidOf(lock: object): Promise<string | undefined> {
  const { root, run } = workspace();
  writeFileSync(join(root, "openapi/spec.lock.json"), JSON.stringify(lock));
  const { errors } = await run("spec:use", "x");
  return errors[0]?.replace("spec:use: ", "");
}

describe("a lock that no pull has written is refused, with the place", () => {
  test.each<[place: string, change: object]>([
    [".date", { date: "2026-5-14" }],
    [".date", { date: "on 2026-05-14" }],
    [".date", { date: "2026-05-14, noon" }],
    [".date", { date: 20260514 }],
    [".channel", { channel: 1 }],
    [".channel", { channel: "a\nb" }],
    [".scope", { scope: undefined }],
    [".scope", { scope: "a\u0007" }],
    [".operations", { operations: -1 }],
    [".operations", { operations: 1.5 }],
    [".operations", { operations: "1" }],
    [".publishedOperations", { publishedOperations: null }],
    [".sources", { sources: {} }],
    [".overlaySha256", { overlaySha256: hash.slice(1) }],
    [".canonicalSha256", { canonicalSha256: `${hash}0` }],
    [".canonicalSha256", { canonicalSha256: `0${hash}` }],
    [".canonicalSha256", { canonicalSha256: 0 }],
    [".generator", { generator: ["a"] }],
    [".sources[1]", { sources: [source, null] }],
    [".sources[0].from", { sources: [{ ...source, from: "../spec.yaml" }] }],
    [".sources[0].from", { sources: [{ ...source, from: "openapi/../../spec.yaml" }] }],
    [".sources[0].from", { sources: [{ ...source, from: "openapi\\..\\spec.yaml" }] }],
    [".sources[0].from", { sources: [{ ...source, from: "openapi/.." }] }],
    [".sources[0].from", { sources: [{ ...source, from: "a\nb" }] }],
    [".sources[0].rawSha256", { sources: [{ ...source, rawSha256: hash.replace("0", "A") }] }],
    [".sources[0].etag", { sources: [{ ...source, etag: '"a"\r\nx: 1' }] }],
    [".sources[0].etag", { sources: [{ ...source, etag: "\u0100" }] }],
    [".sources[1].lastModified", { sources: [source, { ...source, lastModified: 0 }] }],
  ])("pins.x%s of %j", async (place, change) => {
    expect(await saidOf({ current: "x", pins: { x: { ...pin, ...change } } })).toBe(
      `openapi/spec.lock.json: pins["x"]${place} is not what a pull writes: restore it with \`git checkout openapi/spec.lock.json\``,
    );
  });

  test.each<[name: string, entry: unknown]>([
    ["Upper", pin],
    ["../x", pin],
    ["x", null],
    ["x", [pin]],
  ])("a pin %j of %j", async (name, entry) => {
    expect(await saidOf({ current: name, pins: { [name]: entry } })).toContain(`pins["${name}"] is not what`);
  });

  test("a name without an end is shortened", async () => {
    const name = "a".repeat(1_000);
    expect(await saidOf({ current: name, pins: { [name]: pin } })).toContain(`pins["${"a".repeat(100)}"] is not what`);
  });

  test.each<[message: string, lock: object]>([
    [damaged, { current: 1, pins: { x: pin } }],
    [damaged, { current: "x", pins: [pin] }],
    [damaged, { current: "x", pins: { x: pin }, ships: "x" }],
    [damaged, ["x"]],
    ['current is "y", which is not a pin: restore it', { current: "y", pins: { x: pin } }],
    ['next is "x", which is the current pin: restore it', { current: "x", next: "x", pins: { x: pin } }],
    ['next is "y", which is not a pin: restore it', { current: "x", next: "y", pins: { x: pin } }],
    ["latest must not be current", { current: "latest", pins: { latest: pin } }],
    ["and must not ship", { current: "x", pins: { x: pin, latest: pin }, ships: ["latest"] }],
    ['ships names "y", which is not a pin: restore it', { current: "x", pins: { x: pin }, ships: ["x", "y"] }],
  ])("%s", async (message, lock) => {
    expect(await saidOf(lock)).toContain(message);
  });
});

test.each<object>([
  { channel: "stable", operations: 0 },
  { sources: [{ ...source, from: "https://example.com/a..b/..c/spec.yaml", etag: 'W/"\u00e9 a"', lastModified: "a" }] },
  { sources: [] },
])("a lock with %j is one that a pull may write", async (change) => {
  const next = { current: "x", next: "y", pins: { x: { ...pin, ...change }, y: pin } };
  expect(await saidOf(next)).toContain("openapi/x/openapi.yaml is missing: restore it with `git checkout");
});

describe("a lock that is changed", () => {
  const lock: Lock = { current: "a", next: "b", ships: ["b", "c"], pins: { a: pin, b: pin, c: pin } };

  test("has no trace of a pin that is removed", () => {
    expect(withoutPin(lock, "b")).toEqual({ current: "a", ships: ["c"], pins: { a: pin, c: pin } });
    expect(withoutPin({ ...lock, ships: ["c"] }, "c")).toEqual({ current: "a", next: "b", pins: { a: pin, b: pin } });
  });

  test("has its keys in one order, and none that says nothing", () => {
    expect(JSON.stringify(withShips(withNext({ ...lock, ships: [] }, "c"), ["c", "b", "c"]))).toBe(
      JSON.stringify({ current: "a", next: "c", ships: ["b", "c"], pins: lock.pins }),
    );
    expect(Object.keys(withNext(withShips(lock, []), undefined))).toEqual(["current", "pins"]);
  });

  test("has another current pin, which is not the next one any more", () => {
    expect(withCurrent(lock, "b")).toEqual({ name: "b", lock: { current: "b", ships: ["b", "c"], pins: lock.pins } });
    expect(withCurrent(lock, "c")).toEqual({ name: "c", lock: { ...lock, current: "c" } });
    expect(() => withCurrent(lock, "d")).toThrow('"d" is not a pin of openapi/spec.lock.json; expected one of a, b, c');
  });

  test("gives the rolling pin a date for its name, and its files their new folder", () => {
    const moved = { ...pin, sources: [{ ...source, from: "openapi/latest/a.md" }, source] };
    const { name, lock: changed } = withCurrent(
      { ...lock, pins: { a: pin, "2026-05-14": pin, latest: moved } },
      "latest",
    );
    expect(name).toBe("2026-05-14-2");
    expect(changed).toEqual({
      current: name,
      next: "b",
      ships: ["b", "c"],
      pins: {
        a: pin,
        "2026-05-14": pin,
        [name]: { ...pin, sources: [{ ...source, from: `openapi/${name}/a.md` }, source] },
      },
    });
  });

  test("has a pin that is replaced as its newest", () => {
    expect(Object.keys(withPin(lock, "a", pin).pins)).toEqual(["b", "c", "a"]);
    expect(withPin(undefined, "a", pin)).toEqual({ current: "a", pins: { a: pin } });
  });
});

describe("a pin's name", () => {
  test.each(["con", "lpt1", "com9", "7", "77", "A", "a_b", "-a", "", "a".repeat(65)])("is not %j", (name) => {
    expect(() => checkChosenName(name)).toThrow(
      `--pin ${name}: a pin's name has at most 64 lower-case letters, digits and hyphens, not digits alone`,
    );
  });

  test.each(["a", "7-", "7a", "icon", "console", "com", "lpt10", "a".repeat(64)])("may be %j", (name) => {
    expect(checkChosenName(name)).toBe(name);
  });

  test("is none that has a meaning of its own", () => {
    expect(() => checkChosenName("latest")).toThrow("--pin latest: a pull without --pin writes latest; choose another");
    expect(() => checkChosenName("current")).toThrow(
      "--pin current: the lock calls one of the pins so; choose another",
    );
  });

  test("may begin with a date, and is numbered where it is taken", () => {
    expect(["2026-05-14-2", "on-2026-05-14", "2026-5-14"].map(dateIn)).toEqual(["2026-05-14", undefined, undefined]);
    expect(freePinName("a", {})).toBe("a");
    expect(freePinName("a", { a: 1, "a-2": 1, "a-3": 1 })).toBe("a-4");
  });
});
