import ts from "typescript";
import type { Pairing } from "../walk/members.ts";
import {
  accessor,
  below,
  type Direction,
  type Judge,
  type Place,
  type PlaceName,
  type Report,
} from "../walk/value-walk.ts";
import { fieldsOf, indexOf, isOptional } from "./type-fields.ts";
import { insideOf, partsOf } from "./type-members.ts";
import { typeText } from "./type-text.ts";

/**
 * Asks the compiler what it makes of a place: a value that callers pass must be assignable from the type before to the
 * type after, and one that they receive from the type after to the type before. Also, what code names must still exist: a
 * field or a value that is gone is an error (TS2353, TS2339, TS2367) in code that mentions it, even if the types are
 * assignable.
 */
export class TypeJudge implements Judge<ts.Type> {
  readonly #checker: ts.TypeChecker;
  readonly #isRequest: boolean;

  constructor(checker: ts.TypeChecker, direction: Direction) {
    this.#checker = checker;
    this.#isRequest = direction === "request";
  }

  /** Reports alternatives that are gone (callers passed or named them) or new (callers receive them). */
  judgeValues({ before, after, at, fits }: Place<ts.Type>, pairing: Pairing<ts.Type>, report: Report): boolean {
    const sound = fits || this.#fits(before, after);
    const [atomsBefore, atomsAfter] = [partsOf(before).atoms, partsOf(after).atoms];
    const removed = [...atomsBefore.filter((type) => !atomsAfter.includes(type)), ...pairing.removed];
    const added = [...atomsAfter.filter((type) => !atomsBefore.includes(type)), ...pairing.added];
    if (removed.length === 0 && added.length === 0) return sound;
    const gone = removed.filter((type) => !this.#checker.isTypeAssignableTo(type, after));
    const fresh = added.filter((type) => !this.#checker.isTypeAssignableTo(type, before));
    const misfits = (this.#isRequest ? gone : fresh).length > 0 && !sound;
    const [was, is] = [typeText(this.#checker, removed), typeText(this.#checker, added)];
    let message = `was ${was}, is ${is}`;
    if (added.length === 0) message = this.#isRequest ? `no longer takes ${was}` : `is never ${was} any more`;
    else if (removed.length === 0) message = this.#isRequest ? `takes ${is} as well` : `may be ${is} as well`;
    report(at, message, misfits || (!this.#isRequest && gone.some(isNamed)));
    return sound;
  }

  judgeMembers(
    { before, after, at, fits }: Place<ts.Type>,
    around: Place<ts.Type>,
    report: Report,
  ): boolean | undefined {
    if (!this.#isReplaced(before, after)) return fits || this.#fits(before, after, around);
    report(at, `was ${typeText(this.#checker, before)}, is ${typeText(this.#checker, after)}`, true);
    return undefined;
  }

  judgeFields(place: Place<ts.Type>, report: Report): void {
    const { before, after, at, fits } = place;
    if (this.#checker.isArrayType(before) || this.#checker.isTupleType(before)) return;
    const [fieldsBefore, fieldsAfter] = [fieldsOf(this.#checker, before), fieldsOf(this.#checker, after)];
    for (const [name, symbol] of fieldsBefore) {
      const successor = fieldsAfter.get(name);
      if (successor === undefined) this.#judgeLostField(symbol, place, report);
      else this.#judgeKeptField(symbol, successor, below(at, accessor(name)), fits, report);
    }
    for (const [name, symbol] of fieldsAfter) {
      if (fieldsBefore.has(name)) continue;
      const text = typeText(this.#checker, this.#checker.getTypeOfSymbol(symbol));
      const kind = this.#isRequest ? ` and ${isOptional(symbol) ? "optional" : "required"}` : "";
      report(below(at, accessor(name)), `is new${kind}: ${text}`, this.#isRequest && !isOptional(symbol) && !fits);
    }
    const [indexBefore, indexAfter] = [indexOf(this.#checker, before), indexOf(this.#checker, after)];
    if (indexBefore !== undefined && indexAfter === undefined) {
      const isEmpty = fieldsAfter.size === 0;
      report(at, isEmpty ? `was ${typeText(this.#checker, before)}, is {}` : "has only the declared fields now", true);
    } else if (indexBefore === undefined && indexAfter !== undefined) {
      report(at, "may have other fields than those declared", false);
    }
  }

  #judgeKeptField(before: ts.Symbol, after: ts.Symbol, at: PlaceName, fits: boolean, report: Report): void {
    const [wasOptional, isOptionalNow] = [isOptional(before), isOptional(after)];
    if (wasOptional && !isOptionalNow) {
      report(at, this.#isRequest ? "is required now" : "is always there now", this.#isRequest && !fits);
    } else if (!wasOptional && isOptionalNow) {
      report(at, this.#isRequest ? "is optional now" : "may be missing now", !this.#isRequest && !fits);
    }
  }

  #judgeLostField(symbol: ts.Symbol, { after, at, siblings = [] }: Place<ts.Type>, report: Report): void {
    const type = this.#checker.getTypeOfSymbol(symbol);
    const [place, text] = [below(at, accessor(symbol.name)), typeText(this.#checker, type)];
    const index = indexOf(this.#checker, after);
    if (index !== undefined) {
      report(place, `is no longer declared: was ${text}`, !this.#fits(type, index));
      return;
    }
    const isElsewhere = siblings.some((sibling) => fieldsOf(this.#checker, sibling).has(symbol.name));
    report(place, `is gone: was ${text}`, !isElsewhere);
  }

  /** Tells whether two tuples differ in length, or two objects with fields have none in common: replaced, not changed. */
  #isReplaced(before: ts.Type, after: ts.Type): boolean {
    const checker = this.#checker;
    if (checker.isArrayType(before)) return false;
    if (checker.isTupleType(before)) return insideOf(checker, before).size !== insideOf(checker, after).size;
    const [fieldsBefore, fieldsAfter] = [fieldsOf(checker, before), fieldsOf(checker, after)];
    if (fieldsBefore.size === 0 || fieldsAfter.size === 0 || indexOf(checker, after) !== undefined) return false;
    return [...fieldsBefore.keys()].every((name) => !fieldsAfter.has(name));
  }

  /** Asks the compiler whether the type after fits where the type before was. A member is judged against its whole union. */
  #fits(before: ts.Type, after: ts.Type, around = { before, after }): boolean {
    return this.#isRequest
      ? this.#checker.isTypeAssignableTo(before, around.after)
      : this.#checker.isTypeAssignableTo(after, around.before);
  }
}

/** Tells whether code can name an alternative: a literal in a comparison, an object's fields after narrowing. */
function isNamed(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Literal | ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
}
