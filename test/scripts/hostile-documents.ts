import { gzipSync } from "node:zlib";
import { stringify } from "yaml";
import type { Json, JsonObject } from "../../scripts/document/json.ts";
import { documentWith, operation } from "../support/documents.ts";

export interface Hostile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the one line must say. */
  readonly says: string;
  readonly file?: string;
}

const plain = stringify(documentWith("get", "/x"));
/** The line on which what is put behind `plain` stands. */
const next = plain.split("\n").length;
const withSchemas = (schemas: JsonObject): string =>
  stringify(documentWith("get", "/x", { components: { schemas: { Thing: {}, ...schemas } } }), {
    aliasDuplicateObjects: false,
  });
const nested = (depth: number, innermost: Json = {}): Json =>
  depth === 0 ? innermost : { items: nested(depth - 1, innermost) };
/** As deep as is read: normalising puts the reference into a list. */
const deepest = nested(96, { $ref: "#/components/schemas/Bad", nullable: true });
const toBad = { $ref: "#/components/schemas/Bad" };
const chain = Object.fromEntries(
  Array.from({ length: 1001 }, (_, index) => [`Link${index}`, { $ref: `#/components/schemas/Link${index + 1}` }]),
);
const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`Schema${index}`, {}]));
const exampleOf = (example: JsonObject): string =>
  stringify(documentWith("get", "/x", { components: { schemas: { Thing: {} }, examples: { One: example } } }));

/** Files that are no document of OpenAPI 3.1 that two parsers would read alike. */
export const unreadable: readonly Hostile[] = [
  { name: "an empty file", content: "", says: "spec.yaml: the file is empty" },
  { name: "a web page", content: "<!doctype html><html></html>", says: "spec.yaml: this is HTML" },
  { name: "Swagger 2.0", content: 'swagger: "2.0"\npaths: {}\n', says: "spec.yaml: Swagger 2.0" },
  { name: "OpenAPI 3.0", content: plain.replace("3.1.0", "3.0.3"), says: '"openapi" is "3.0.3"' },
  { name: "a list", content: "- 1\n", says: "expected a mapping" },
  { name: "UTF-16", content: Buffer.from(`\ufeff${plain}`, "utf16le"), says: "spec.yaml: UTF-16" },
  { name: "latin1", content: Buffer.from(`${plain}x-note: caf\u00e9\n`, "latin1"), says: "spec.yaml: not UTF-8" },
  {
    name: "a damaged gzip",
    content: gzipSync(plain).subarray(0, 60),
    says: "damaged or cut short",
    file: "spec.yaml.gz",
  },
  {
    name: "a gzip bomb",
    content: gzipSync(Buffer.alloc(17 * 1024 * 1024)),
    says: "larger than 16 MiB",
    file: "spec.yaml.gz",
  },
  { name: "too large a file", content: Buffer.alloc(16 * 1024 * 1024 + 1, " "), says: "larger than 16 MiB" },
  { name: "two documents", content: `${plain}---\n${plain}`, says: "not valid YAML" },
  { name: "an unclosed list", content: `${plain}x-a: [\n`, says: `spec.yaml:${next + 1}: not valid YAML` },
  {
    name: "an alias bomb",
    content: `${plain}x-a: &a [1]\nx-b: [*a, *a]\n`,
    says: `spec.yaml:${next}: YAML anchors and aliases`,
  },
  { name: "a merge key", content: `${plain}x-a:\n  <<: {b: 1}\n`, says: `spec.yaml:${next + 1}: YAML merge keys` },
  {
    name: "a key that is there twice",
    content: `${plain}openapi: 3.1.0\n`,
    says: `spec.yaml:${next}: duplicate key "openapi"`,
  },
  { name: "a __proto__ key", content: `${plain}__proto__: {a: 1}\n`, says: `spec.yaml:${next}: the key "__proto__"` },
  {
    name: "a tag",
    content: `${plain}x-a: !!str 5\n`,
    says: `spec.yaml:${next}: YAML tags are refused`,
  },
  {
    name: "a tag of a key",
    content: `${plain}!!str x-a: 5\n`,
    says: `spec.yaml:${next}: a key must be a plain value`,
  },
  {
    name: "a %TAG directive",
    content: `%TAG !e! tag:yaml.org,2002:\n---\n${plain}`,
    says: "a %TAG directive is refused",
  },
  {
    name: "a function tag",
    content: `${plain}x-a: !!js/function "() => 1"\n`,
    says: `spec.yaml:${next}: not valid YAML`,
  },
  { name: "YAML 1.1", content: `%YAML 1.1\n---\n${plain}`, says: "YAML 1.1 is not supported" },
  { name: "infinity", content: `${plain}x-a: .inf\n`, says: `spec.yaml:${next}: Infinity is not a JSON number` },
  { name: "deep nesting", content: withSchemas({ Deep: nested(101) }), says: "nested too deeply" },
  { name: "very deep nesting", content: `${plain}x-a: ${"[".repeat(50_000)}`, says: "nested too deeply" },
];

const link = (key: string, target: string): string => withSchemas({ Thing: toBad, Bad: { [key]: target } });

/** Documents that are well-formed, and would reach outside themselves or make something else than types. */
export const reaching: readonly Hostile[] = [
  {
    name: "a $ref to a host",
    content: link("$ref", "https://example.com/x.yaml"),
    says: '/components/schemas/Bad/$ref: "https://example.com/x.yaml" points outside',
  },
  { name: "a $ref to a file", content: link("$ref", "other.yaml#/x"), says: "points outside the document" },
  { name: "a $ref to a text", content: link("$ref", "/etc/passwd"), says: "points outside the document" },
  {
    name: "a $ref in an example",
    content: exampleOf({ value: { $ref: "https://example.com" } }),
    says: "points outside the document",
  },
  {
    name: "an externalValue",
    content: exampleOf({ externalValue: "https://example.com" }),
    says: "/components/examples/One/externalValue",
  },
  { name: "a $dynamicRef", content: link("$dynamicRef", "https://example.com"), says: "points outside the document" },
  { name: "an $id", content: link("$id", "https://example.com"), says: "$id is refused: it would change" },
  {
    name: "a discriminator's mapping",
    content: withSchemas({ Bad: { discriminator: { propertyName: "a", mapping: { a: "./other.yaml" } } } }),
    says: "/components/schemas/Bad/discriminator/mapping/a",
  },
  {
    name: "a mapping to nothing",
    content: withSchemas({ Thing: { discriminator: { propertyName: "a", mapping: { a: "Gone" } } } }),
    says: '/components/schemas/Thing/discriminator/mapping/a: "#/components/schemas/Gone" is not in the document',
  },
  {
    name: "a $ref to nothing",
    content: link("$ref", "#/components/schemas/Gone"),
    says: '"#/components/schemas/Gone" is not in the document; it concerns GET /x: mend it with an action of openapi',
  },
  { name: "a $ref to itself", content: link("$ref", "#/components/schemas/Bad"), says: "is circular" },
  {
    name: "a chain of 1001 references",
    content: withSchemas({ ...chain, Thing: { $ref: "#/components/schemas/Link0" }, Link1001: {} }),
    says: "a chain of more than 100",
  },
  {
    name: "an allOf of itself",
    content: withSchemas({ Thing: { allOf: [{ type: "object" }, { $ref: "#/components/schemas/Thing" }] } }),
    says: "the schema is made of itself ($ref, allOf, anyOf, oneOf lead back to it)",
  },
  {
    name: "a union of itself, by a way round",
    content: withSchemas({
      Thing: { anyOf: [{ oneOf: [toBad] }] },
      Bad: { $ref: "#/components/schemas/Thing/anyOf/0" },
    }),
    says: "the schema is made of itself",
  },
  {
    name: "a $ref to what every object has",
    content: link("$ref", "#/components/schemas/constructor"),
    says: '"#/components/schemas/constructor" is not in the document',
  },
  { name: "10,001 schemas", content: withSchemas(many), says: "10002 entries; at most 10000" },
  {
    name: "a schema named as code",
    content: withSchemas({ "A = 1; process.exit() //": {} }),
    says: "is not a valid component name",
  },
  {
    name: "a schema named __proto__",
    content: `${plain}  x:\n`.replace("Thing:\n", "__proto__:\n"),
    says: 'the key "__proto__"',
  },
  {
    name: "no operation",
    content: stringify(documentWith("get", "/x", { paths: {} })),
    says: "the document has no operations",
  },
  {
    name: "an operationId that is there twice",
    content: stringify(
      documentWith("get", "/x", {
        paths: { "/x": { get: operation({ operationId: "A" }), put: operation({ operationId: "A" }) } },
      }),
    ),
    says: '/paths/~1x/put: duplicate operationId "A"',
  },
];

const op = (more: JsonObject): string =>
  stringify(documentWith("get", "/x", { paths: { "/x": { get: operation(more) } } }));
const schema = (bad: Json): string => withSchemas({ Bad: bad });

/** Documents in which something has not the form that OpenAPI gives it: what reads them later relies on it. */
export const malformed: readonly Hostile[] = [
  {
    name: "parameters that are no list",
    content: op({ parameters: { a: 1 } }),
    says: "/paths/~1x/get/parameters: expected a list",
  },
  {
    name: "a parameter without a place",
    content: op({ parameters: [{ name: "a" }] }),
    says: "/parameters/0: a parameter needs a name",
  },
  {
    name: "an operation without responses",
    content: op({ responses: null }),
    says: "/paths/~1x/get: an operation needs responses",
  },
  { name: "tags that are a text", content: op({ tags: "Identities" }), says: "tags must be a list of strings" },
  { name: "a schema that is null", content: schema(null), says: "/components/schemas/Bad: expected a schema object" },
  { name: "a $ref that is a number", content: schema({ $ref: 5 }), says: "$ref must be a string" },
  { name: "a type that is none", content: schema({ type: "evil" }), says: "type must be one of array, boolean" },
  { name: "a type that is an object", content: schema({ type: { a: 1 } }), says: "type must be one of" },
  { name: "required that is a text", content: schema({ required: "x" }), says: "required must be a list of strings" },
  { name: "an enum that is a text", content: schema({ enum: "x" }), says: "enum must be a list" },
  {
    name: "a discriminator that is a text",
    content: schema({ discriminator: "x" }),
    says: "expected a discriminator object",
  },
  {
    name: "a discriminator whose mapping holds a map",
    content: schema({ discriminator: { propertyName: "a", mapping: { a: {} } } }),
    says: "/components/schemas/Bad/discriminator: a mapping must hold strings",
  },
  {
    name: "a discriminator without its property",
    content: schema({ discriminator: {} }),
    says: "a discriminator needs a propertyName",
  },
  {
    name: "a path with a space",
    content: stringify(documentWith("get", "/a b")),
    says: 'the path "/a b" must begin with a slash and hold no white space',
  },
  {
    name: "a name with a character that cannot be seen",
    content: schema({ properties: { "na\u200bme": {} } }),
    says: '/components/schemas/Bad: the name "na\\u{200b}me" holds a character that cannot be seen',
  },
  {
    name: "a name with a letter of another alphabet",
    content: op({ parameters: [{ name: "n\u0430me", in: "query", schema: {} }] }),
    says: 'the name "n\\u{430}me" mixes Latin letters with letters that look like them',
  },
  {
    name: "two names that look the same",
    content: schema({ properties: { "caf\u00e9": {}, "cafe\u0301": {} } }),
    says: 'the names "caf\\u{e9}" and "cafe\\u{301}" look the same',
  },
  {
    name: "an enum beyond 2^53",
    content: schema({ enum: [0] }).replace("- 0", "- 9007199254740993\n        - 9007199254740992"),
    says: "/components/schemas/Bad: the value 9007199254740992 is beyond ±2^53",
  },
  { name: "a control character", content: schema({ description: "a\u001b[31mb" }), says: "a control character" },
  {
    name: "text that turns its direction",
    content: schema({ description: "a\u202eb" }),
    says: "one that changes the direction of text",
  },
  {
    name: "half of a surrogate pair",
    content: JSON.stringify(documentWith("get", "/x", { "x-a": "\ud800" })),
    says: "spec.yaml:1: a control character, one that changes the direction of text, or half of a surrogate pair",
  },
  {
    name: "a depth that grows when null is permitted",
    content: withSchemas({ Thing: deepest, Bad: {} }),
    says: "the spec as it would be pinned:",
  },
];
