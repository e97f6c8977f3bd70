import ts from "typescript";
import type { Severity } from "../report/report.ts";
import { SeenPairs } from "../seen-pairs.ts";
import { membersOf, pairMembers } from "./members.ts";
import { accessor, fieldsOf, indexOf, isOptional } from "./type-fields.ts";
import { typeText } from "./type-text.ts";

/** A direction of a value: callers pass it (`request`) or receive it (`response`). */
export type Direction = "request" | "response";

export interface Difference {
  readonly at: string;
  readonly message: string;
  readonly severity: Severity;
}

interface MemberChange {
  readonly removed: readonly ts.Type[];
  readonly added: readonly ts.Type[];
  readonly before: ts.Type;
  readonly after: ts.Type;
}

/**
 * Compares the old and the new type of one place, and descends to where they differ. The judge is the compiler: a value
 * that callers pass must be assignable from the old type to the new, and one that they receive from the new to the old.
 * Also, what code names must still exist: a field or a value that is gone is an error (TS2353, TS2339, TS2367) in code
 * that mentions it, even if the types are assignable.
 */
export class TypeComparison {
  readonly #checker: ts.TypeChecker;
  readonly #direction: Direction;
  /** Kept apart by `fits`: a pair that is harmless inside an accepted type may break elsewhere. */
  readonly #seen = { fitting: new SeenPairs<ts.Type>(), judged: new SeenPairs<ts.Type>() };
  readonly #found: Difference[] = [];

  constructor(checker: ts.TypeChecker, direction: Direction) {
    this.#checker = checker;
    this.#direction = direction;
  }

  get differences(): readonly Difference[] {
    return this.#found;
  }

  /** `fits`: the compiler has accepted an enclosing type, so this place cannot break by assignability. */
  compare(before: ts.Type, after: ts.Type, at: string, fits = false): void {
    if (before === after || this.#wasSeen(before, after, fits)) return;
    const sound = fits || this.#fits(before, after);
    const [beforePart, afterPart] = [membersOf(before), membersOf(after)];
    const pairing = pairMembers(this.#checker, beforePart.structures, afterPart.structures);
    const removed = [...beforePart.atoms.filter((type) => !afterPart.atoms.includes(type)), ...pairing.removed];
    const added = [...afterPart.atoms.filter((type) => !beforePart.atoms.includes(type)), ...pairing.added];
    this.#compareMembers({ removed, added, before, after }, at, sound);
    for (const [was, is] of pairing.pairs) {
      this.#compareStructures(was, is, at, sound || this.#fits(was, is, before, after), afterPart.structures);
    }
  }

  /** Compares the fields of two objects. Generated types show parameters and media types as fields, too. */
  compareFields(before: ts.Type, after: ts.Type, at: string, fits = false, siblings: readonly ts.Type[] = []): void {
    const [beforePart, afterPart] = [fieldsOf(this.#checker, before), fieldsOf(this.#checker, after)];
    for (const [name, symbol] of beforePart) {
      const successor = afterPart.get(name);
      if (successor === undefined) this.#fieldRemoved(symbol, after, at, siblings);
      else this.#compareField(symbol, successor, at + accessor(name), fits);
    }
    for (const [name, symbol] of afterPart) {
      if (beforePart.has(name)) continue;
      const text = typeText(this.#checker, this.#checker.getTypeOfSymbol(symbol));
      if (this.#direction === "response") this.#add(at + accessor(name), `is new: ${text}`, false);
      else if (isOptional(symbol)) this.#add(at + accessor(name), `is new and optional: ${text}`, false);
      else this.#add(at + accessor(name), `is new and required: ${text}`, !fits);
    }
    this.#compareIndexes(before, after, at, fits);
  }

  /** Reports alternatives that are gone (callers passed or named them) or new (callers receive them). */
  #compareMembers(change: MemberChange, at: string, sound: boolean): void {
    const { removed, added, before, after } = change;
    if (removed.length === 0 && added.length === 0) return;
    const isRequest = this.#direction === "request";
    const gone = removed.filter((type) => !this.#checker.isTypeAssignableTo(type, after));
    const fresh = added.filter((type) => !this.#checker.isTypeAssignableTo(type, before));
    const misfits = (isRequest ? gone : fresh).length > 0 && !sound;
    const [was, is] = [typeText(this.#checker, removed), typeText(this.#checker, added)];
    let message = `was ${was}, is ${is}`;
    if (added.length === 0) message = isRequest ? `no longer takes ${was}` : `is never ${was} any more`;
    else if (removed.length === 0) message = isRequest ? `takes ${is} as well` : `may be ${is} as well`;
    this.#add(at, message, misfits || (!isRequest && gone.some(isNamed)));
  }

  #compareStructures(before: ts.Type, after: ts.Type, at: string, fits: boolean, siblings: readonly ts.Type[]): void {
    const checker = this.#checker;
    if (checker.isArrayType(before)) {
      const [beforePart, afterPart] = [checker.getIndexInfosOfType(before)[0], checker.getIndexInfosOfType(after)[0]];
      if (beforePart && afterPart) this.compare(beforePart.type, afterPart.type, `${at}[]`, fits);
    } else if (checker.isTupleType(before)) {
      const text = (type: ts.Type): string => checker.typeToString(type);
      if (text(before) !== text(after)) this.#add(at, `was ${text(before)}, is ${text(after)}`, !fits);
    } else if (this.#sharesNothing(before, after)) {
      this.#add(at, `was ${typeText(checker, before)}, is ${typeText(checker, after)}`, true);
    } else {
      this.compareFields(before, after, at, fits, siblings);
    }
  }

  /** Tells whether two objects with fields have none in common: the object was replaced, not changed. */
  #sharesNothing(before: ts.Type, after: ts.Type): boolean {
    const [beforePart, afterPart] = [fieldsOf(this.#checker, before), fieldsOf(this.#checker, after)];
    if (beforePart.size === 0 || afterPart.size === 0 || indexOf(this.#checker, after) !== undefined) return false;
    return [...beforePart.keys()].every((name) => !afterPart.has(name));
  }

  #compareField(before: ts.Symbol, after: ts.Symbol, at: string, fits: boolean): void {
    const [wasOptional, isOptionalNow] = [isOptional(before), isOptional(after)];
    const isRequest = this.#direction === "request";
    if (wasOptional && !isOptionalNow) {
      this.#add(at, isRequest ? "is required now" : "is always there now", isRequest && !fits);
    } else if (!wasOptional && isOptionalNow) {
      this.#add(at, isRequest ? "is optional now" : "may be missing now", !isRequest && !fits);
    }
    this.compare(this.#checker.getTypeOfSymbol(before), this.#checker.getTypeOfSymbol(after), at, fits);
  }

  #fieldRemoved(symbol: ts.Symbol, after: ts.Type, at: string, siblings: readonly ts.Type[]): void {
    const place = at + accessor(symbol.name);
    const type = this.#checker.getTypeOfSymbol(symbol);
    const index = indexOf(this.#checker, after);
    if (index === undefined) {
      const elsewhere = siblings.some(
        (sibling) => sibling !== after && fieldsOf(this.#checker, sibling).has(symbol.name),
      );
      this.#add(place, `is gone: was ${typeText(this.#checker, type)}`, !elsewhere);
    } else {
      const kept = this.#fits(type, index);
      this.#add(place, `is no longer declared: was ${typeText(this.#checker, type)}`, !kept);
    }
  }

  #compareIndexes(before: ts.Type, after: ts.Type, at: string, fits: boolean): void {
    const [beforePart, afterPart] = [indexOf(this.#checker, before), indexOf(this.#checker, after)];
    if (beforePart !== undefined && afterPart !== undefined) this.compare(beforePart, afterPart, `${at}[*]`, fits);
    else if (beforePart !== undefined) {
      const isEmpty = fieldsOf(this.#checker, after).size === 0;
      const message = isEmpty ? `was ${typeText(this.#checker, before)}, is {}` : "has only the declared fields now";
      this.#add(at, message, true);
    } else if (afterPart !== undefined) this.#add(at, "may have other fields than those declared", false);
  }

  /** Asks the compiler whether the new type fits where the old one was. A member is judged against its whole union. */
  #fits(before: ts.Type, after: ts.Type, wholeBefore: ts.Type = before, wholeAfter: ts.Type = after): boolean {
    return this.#direction === "request"
      ? this.#checker.isTypeAssignableTo(before, wholeAfter)
      : this.#checker.isTypeAssignableTo(after, wholeBefore);
  }

  #wasSeen(before: ts.Type, after: ts.Type, fits: boolean): boolean {
    const { judged, fitting } = this.#seen;
    if (judged.has(before, after) || (fits && fitting.has(before, after))) return true;
    (fits ? fitting : judged).add(before, after);
    return false;
  }

  #add(at: string, message: string, breaking: boolean): void {
    this.#found.push({ at, message, severity: breaking ? "breaking" : "compatible" });
  }
}

/** Tells whether code can name an alternative: a literal in a comparison, an object's fields after narrowing. */
function isNamed(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Literal | ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
}
