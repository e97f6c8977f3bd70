import type ts from "typescript";
import { type Difference, type Direction, TypeComparison } from "./compare-types.ts";
import { fieldsOf, present } from "./type-fields.ts";
import { typeText } from "./type-text.ts";

/** `orq.call` sends and returns this media type if an operation has it, so adding it changes the types of a call. */
const preferred = "application/json";

/** Compares the contents of a body or a response, media type by media type. */
export function compareContents(
  checker: ts.TypeChecker,
  direction: Direction,
  before: ts.Type,
  after: ts.Type,
  at: string,
): readonly Difference[] {
  const [beforePart, afterPart] = [mediaTypesOf(checker, before), mediaTypesOf(checker, after)];
  const known = [...beforePart].flatMap(([mediaType, type]): readonly Difference[] => {
    const successor = afterPart.get(mediaType);
    if (successor !== undefined) return compareContent(checker, direction, type, successor, placeOf(at, mediaType));
    if (afterPart.size === 0) return [{ at, message: "has no content any more", severity: "breaking" }];
    return [{ at: `${at} (${mediaType})`, message: "is gone", severity: "breaking" }];
  });
  const added = [...afterPart].flatMap(([mediaType, type]): readonly Difference[] => {
    if (beforePart.has(mediaType)) return [];
    if (beforePart.size > 0) {
      const severity = mediaType === preferred ? "breaking" : "compatible";
      return [{ at: `${at} (${mediaType})`, message: "is new", severity }];
    }
    const severity = direction === "response" ? "breaking" : "compatible";
    return [{ at: placeOf(at, mediaType), message: `has content now: ${typeText(checker, type)}`, severity }];
  });
  return [...known, ...added];
}

function compareContent(
  checker: ts.TypeChecker,
  direction: Direction,
  before: ts.Type,
  after: ts.Type,
  place: string,
): readonly Difference[] {
  const comparison = new TypeComparison(checker, direction);
  comparison.compare(before, after, "");
  return comparison.differences.map(({ at, ...difference }) => ({ ...difference, at: `${place} ${at}`.trim() }));
}

/** Names the media type, unless it is JSON. */
function placeOf(at: string, mediaType: string): string {
  return mediaType === preferred ? at : `${at} (${mediaType})`;
}

/** Returns the type of each media type of a `content`; an empty map if there is no content. */
export function mediaTypesOf(checker: ts.TypeChecker, content: ts.Type): Map<string, ts.Type> {
  const fields = fieldsOf(checker, present(checker, content) ?? checker.getNeverType());
  return new Map([...fields].map(([name, symbol]) => [name, checker.getTypeOfSymbol(symbol)]));
}
