import { sample } from "openapi-sampler";
import type { Json, JsonObject } from "../../document/json.ts";
import { resolvePointer } from "../../document/pointer.ts";
import { type Place, placeBelow } from "./operation.ts";
import { sampleableDocument } from "./sampleable-document.ts";
import type { SchemaChecker } from "./schema-checker.ts";

/** How many events a stream of one kind has. */
const eventCount = 3;

/** Makes values that fit the schemas of a document: the same ones in every run. */
export class Sampler {
  readonly #document: JsonObject;
  readonly #checker: SchemaChecker;
  readonly #samples = new Map<string, Json>();
  /** The ways to a sample, the richest first. */
  readonly #ways: readonly ((pointer: string) => Json)[];

  constructor(document: JsonObject, checker: SchemaChecker) {
    this.#document = document;
    this.#checker = checker;
    // Made when they are needed first: a whole spec takes a while.
    const asDeclared = once(() => sampleableDocument(document, checker, "as declared"));
    const plain = once(() => sampleableDocument(document, checker, "plain"));
    this.#ways = [
      (pointer) => sampleOf(asDeclared(), pointer),
      (pointer) => sampleOf(plain(), pointer),
      // A schema that refers to itself comes to an end where it need not.
      (pointer) => sampleOf(plain(), pointer, { skipNonRequired: true }),
    ];
  }

  /** Returns a value for the schema at a place. It fits, unless none was found: the caller checks what it sends. */
  sample(pointer: string): Json {
    const known = this.#samples.get(pointer);
    if (known !== undefined) return known;
    let value: Json = null;
    for (const way of this.#ways) {
      value = way(pointer);
      if (this.#checker.errors(pointer, value).length === 0) break;
    }
    this.#samples.set(pointer, value);
    return value;
  }

  /** Returns events of a stream: one for each alternative of its union, otherwise a few that are equal. */
  events(stream: Place): Json[] {
    // The schema describes an event with its fields, of which `data` holds what is told.
    const data = this.property(stream, "data") ?? stream;
    const wrap = (value: Json): Json => (data === stream ? value : { data: value });
    const keyword = ["oneOf", "anyOf"].find((key) => Array.isArray(data.value[key]));
    if (keyword === undefined) return Array<Json>(eventCount).fill(wrap(this.sample(data.pointer)));
    return (data.value[keyword] as Json[])
      .map((_schema, index) => this.sample(placeBelow(this.#document, data, keyword, index).pointer))
      .map(wrap)
      .filter((event) => this.#checker.errors(stream.pointer, event).length === 0);
  }

  /** Returns a declared property of an object's schema, or `undefined`. */
  property(place: Place, name: string): Place | undefined {
    const properties = place.value["properties"] as JsonObject | undefined;
    return properties && Object.hasOwn(properties, name)
      ? placeBelow(this.#document, place, "properties", name)
      : undefined;
  }
}

function sampleOf(document: JsonObject, pointer: string, options: object = {}): Json {
  return sample(resolvePointer(document, `#${pointer}`) as object, { quiet: true, ...options }, document) as Json;
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
