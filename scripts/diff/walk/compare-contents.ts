import { isDeepStrictEqual } from "node:util";
import type ts from "typescript";
import { isObject, type JsonObject, objectAt } from "../../document/json.ts";
import { changeText } from "../facts/keyword-changes.ts";
import { compatible } from "../facts/operation-facts.ts";
import type { Finding } from "../report/report.ts";
import { typeText } from "../types/type-text.ts";
import type { Sides } from "./sides.ts";
import type { Difference, Direction, PlaceName } from "./value-walk.ts";

/** A body or a response: as the document has it, and the types of its contents by media type. */
export interface Contents {
  readonly node: JsonObject;
  readonly types: ReadonlyMap<string, ts.Type>;
}

export type Said = Pick<Finding, "at" | "message" | "severity"> & { readonly field?: string };

/** `orq.call` sends and returns this media type if an operation has it, so adding it changes the types of a call. */
const preferred = "application/json";

/** Compares the contents of a body or a response, media type by media type. */
export function compareContents(
  sides: Sides,
  direction: Direction,
  before: Contents,
  after: Contents,
  at: string,
): Said[] {
  const [contentBefore, contentAfter] = [before, after].map(
    ({ node }) => new Map(Object.entries(objectAt(node, "content"))),
  );
  if (!contentBefore || !contentAfter) return [];
  const kept = [...contentBefore].flatMap(([mediaType, was]): Said[] => {
    const is = contentAfter.get(mediaType);
    if (isObject(was) && isObject(is)) {
      const types = [before.types.get(mediaType), after.types.get(mediaType)] as const;
      return compareContent(sides, direction, was, is, types, placeOf(at, mediaType));
    }
    if (contentAfter.size === 0) return [{ at, message: "has no content any more", severity: "breaking" }];
    return [{ at: `${at} (${mediaType})`, message: "is gone", severity: "breaking" }];
  });
  const added = [...contentAfter.keys()].flatMap((mediaType): Said[] => {
    if (contentBefore.has(mediaType)) return [];
    if (contentBefore.size > 0) {
      const severity = mediaType === preferred ? "breaking" : "compatible";
      return [{ at: `${at} (${mediaType})`, message: "is new", severity }];
    }
    const severity = direction === "response" ? "breaking" : "compatible";
    const type = after.types.get(mediaType);
    const text = type ? `: ${typeText(sides.checker, type)}` : "";
    return [{ at: placeOf(at, mediaType), message: `has content now${text}`, severity }];
  });
  return [...kept, ...added];
}

/** Hands one content to both judges. */
function compareContent(
  sides: Sides,
  direction: Direction,
  before: JsonObject,
  after: JsonObject,
  [typeBefore, typeAfter]: readonly [ts.Type | undefined, ts.Type | undefined],
  place: string,
): Said[] {
  const at = { text: `${place} `, field: place };
  const byType = typeBefore && typeAfter ? sides.types[direction].compare(typeBefore, typeAfter, at) : [];
  const byFacts = compareSchemas(sides, direction, before, after, at);
  const [was, is] = [before["encoding"], after["encoding"]];
  const encoding = isDeepStrictEqual(was, is) ? [] : [{ at: place, ...compatible(changeText("encoding", was, is)) }];
  return [...saidOf(byType), ...byFacts, ...encoding];
}

/** Compares the facts of the schemas that two parameters or contents hold. */
export function compareSchemas(
  sides: Sides,
  direction: Direction,
  before: JsonObject,
  after: JsonObject,
  at: PlaceName,
): Said[] {
  const [was, is] = [before["schema"], after["schema"]];
  return isObject(was) && isObject(is) ? saidOf(sides.facts[direction].compare(was, is, at)) : [];
}

export function saidOf(differences: readonly Difference[]): Said[] {
  return differences.map(({ breaks, ...said }) => ({ ...said, severity: breaks ? "breaking" : "compatible" }));
}

/** Names the media type, unless it is JSON. */
function placeOf(at: string, mediaType: string): string {
  return mediaType === preferred ? at : `${at} (${mediaType})`;
}
