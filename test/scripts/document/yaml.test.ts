import { describe, expect, test } from "vitest";
import type { Json } from "../../../scripts/document/json.ts";
import { parseSpec, parseYaml } from "../../../scripts/document/parse.ts";

describe("YAML", () => {
  test.each<[text: string, value: Json]>([
    ["%YAML 1.2\n---\na: 1", { a: 1 }],
    ["1: x\n~: y\ntrue: z", { 1: "x", null: "y", true: "z" }],
    ["a:\nb: [null, -1.5, false, '']", { a: null, b: [null, -1.5, false, ""] }],
    ['a: "one\\ttwo\\r\\n"', { a: "one\ttwo\r\n" }],
    ["a: <html", { a: "<html" }],
    ["# nothing else", null],
    ["~", null],
  ])("%j is read as it is", (text, value) => {
    expect(parseYaml(text, "a.yaml")).toEqual(value);
  });

  test.each<[text: string, says: string]>([
    [" \n\t", "a.yaml: the file is empty"],
    ["\n<HTML>", "a.yaml: this is HTML or XML, not YAML or JSON"],
    ["<?xml version='1.0'?>", "a.yaml: this is HTML or XML, not YAML or JSON"],
    ["a: 1\nb: [", "a.yaml:11: not valid YAML: Flow sequence in block collection must be sufficiently indented"],
    ["%YAML 1.1\n---\na: 1", "a.yaml:10: YAML 1.1 is not supported: parsers read it differently"],
    ["%TAG ! tag:x,2000:\n---\na: 1", "a.yaml:10: a %TAG directive is refused"],
    ["a: 1\nb: &x 1", "a.yaml:11: YAML anchors and aliases are refused"],
    ["a: &x [1]\nb: *x", "a.yaml:10: YAML anchors and aliases are refused"],
    ["a: !!str 1", "a.yaml:10: YAML tags are refused: tag:yaml.org,2002:str"],
    ["? [a]\n: 1", "a.yaml:10: a key must be a plain value"],
    ["&x a: 1", "a.yaml:10: a key must be a plain value"],
    ["!!str a: 1", "a.yaml:10: a key must be a plain value"],
    ["a: 1\nb: 2\na: 3", 'a.yaml:12: duplicate key "a"'],
    ["a:\n  <<: 1", "a.yaml:11: YAML merge keys are refused: parsers read them differently"],
    ["a:\n  __proto__: 1", 'a.yaml:11: the key "__proto__" is refused'],
    ["a: .nan", "a.yaml:10: NaN is not a JSON number"],
    ['"\\u2066a": 1', "a.yaml:10: a control character, one that changes the direction of text, or half of a"],
    ['a: "\\u202a"', "a.yaml:10: a control character, one that changes the direction of text, or half of a"],
    [`a: ${"[".repeat(101)}`, "a.yaml:10: not valid YAML"],
    [`a: ${"[".repeat(101)}${"]".repeat(101)}`, "a.yaml:10: nested too deeply: at most 100 levels"],
  ])("%j is refused, with its line on the page", (text, says) => {
    expect(() => parseYaml(text, "a.yaml", 10)).toThrow(says);
  });

  test("a hundred levels are read", () => {
    expect(parseYaml(`a: ${"[".repeat(100)}${"]".repeat(100)}`, "a.yaml")).toHaveProperty("a");
  });
});

describe("an OpenAPI document", () => {
  test.each<[text: string, says: string]>([
    ["- 1", "a.yaml: not an OpenAPI document: expected a mapping at the top"],
    ["swagger: '2.0'", "a.yaml: Swagger 2.0: only OpenAPI 3.1 is supported"],
    ["a: 1", 'a.yaml: not an OpenAPI 3.1 document: "openapi" is missing'],
    ["openapi: 3.1", 'a.yaml: not an OpenAPI 3.1 document: "openapi" is 3.1'],
    ["openapi: 13.1.0", 'not an OpenAPI 3.1 document: "openapi" is "13.1.0"'],
    ["openapi: 3.1.0-rc1", 'not an OpenAPI 3.1 document: "openapi" is "3.1.0-rc1"'],
    ["openapi: 3.1.x", 'not an OpenAPI 3.1 document: "openapi" is "3.1.x"'],
    ["openapi: 3.1.0", 'a.yaml: not an OpenAPI document: "paths" is missing'],
    ["openapi: 3.1.0\npaths: []", 'a.yaml: not an OpenAPI document: "paths" is missing'],
  ])("is not %j", (text, says) => {
    expect(() => parseSpec(text, "a.yaml")).toThrow(says);
  });

  test("may be of any patch of 3.1", () => {
    expect(parseSpec("openapi: 3.1.12\npaths: {}", "a.yaml")).toEqual({ openapi: "3.1.12", paths: {} });
  });
});
