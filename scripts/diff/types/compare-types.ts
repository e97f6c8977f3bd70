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
  readonly old: ts.Type;
  readonly now: ts.Type;
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
  compare(old: ts.Type, now: ts.Type, at: string, fits = false): void {
    if (old === now || this.#wasSeen(old, now, fits)) return;
    const sound = fits || this.#fits(old, now);
    const [before, after] = [membersOf(old), membersOf(now)];
    const pairing = pairMembers(this.#checker, before.structures, after.structures);
    const removed = [...before.atoms.filter((type) => !after.atoms.includes(type)), ...pairing.removed];
    const added = [...after.atoms.filter((type) => !before.atoms.includes(type)), ...pairing.added];
    this.#compareMembers({ removed, added, old, now }, at, sound);
    for (const [was, is] of pairing.pairs) {
      this.#compareStructures(was, is, at, sound || this.#fits(was, is, old, now), after.structures);
    }
  }

  /** Compares the fields of two objects. Generated types show parameters and media types as fields, too. */
  compareFields(old: ts.Type, now: ts.Type, at: string, fits = false, siblings: readonly ts.Type[] = []): void {
    const [before, after] = [fieldsOf(this.#checker, old), fieldsOf(this.#checker, now)];
    for (const [name, symbol] of before) {
      const successor = after.get(name);
      if (successor === undefined) this.#fieldRemoved(symbol, now, at, siblings);
      else this.#compareField(symbol, successor, at + accessor(name), fits);
    }
    for (const [name, symbol] of after) {
      if (before.has(name)) continue;
      const text = typeText(this.#checker, this.#checker.getTypeOfSymbol(symbol));
      if (this.#direction === "response") this.#add(at + accessor(name), `is new: ${text}`, false);
      else if (isOptional(symbol)) this.#add(at + accessor(name), `is new and optional: ${text}`, false);
      else this.#add(at + accessor(name), `is new and required: ${text}`, !fits);
    }
    this.#compareIndexes(old, now, at, fits);
  }

  /** Reports alternatives that are gone (callers passed or named them) or new (callers receive them). */
  #compareMembers(change: MemberChange, at: string, sound: boolean): void {
    const { removed, added, old, now } = change;
    if (removed.length === 0 && added.length === 0) return;
    const isRequest = this.#direction === "request";
    const gone = removed.filter((type) => !this.#checker.isTypeAssignableTo(type, now));
    const fresh = added.filter((type) => !this.#checker.isTypeAssignableTo(type, old));
    const misfits = (isRequest ? gone : fresh).length > 0 && !sound;
    const [was, is] = [typeText(this.#checker, removed), typeText(this.#checker, added)];
    let message = `was ${was}, is ${is}`;
    if (added.length === 0) message = isRequest ? `no longer takes ${was}` : `is never ${was} any more`;
    else if (removed.length === 0) message = isRequest ? `takes ${is} as well` : `may be ${is} as well`;
    this.#add(at, message, misfits || (!isRequest && gone.some(isNamed)));
  }

  #compareStructures(old: ts.Type, now: ts.Type, at: string, fits: boolean, siblings: readonly ts.Type[]): void {
    const checker = this.#checker;
    if (checker.isArrayType(old)) {
      const [before, after] = [checker.getIndexInfosOfType(old)[0], checker.getIndexInfosOfType(now)[0]];
      if (before && after) this.compare(before.type, after.type, `${at}[]`, fits);
    } else if (checker.isTupleType(old)) {
      const text = (type: ts.Type): string => checker.typeToString(type);
      if (text(old) !== text(now)) this.#add(at, `was ${text(old)}, is ${text(now)}`, !fits);
    } else if (this.#sharesNothing(old, now)) {
      this.#add(at, `was ${typeText(checker, old)}, is ${typeText(checker, now)}`, true);
    } else {
      this.compareFields(old, now, at, fits, siblings);
    }
  }

  /** Tells whether two objects with fields have none in common: the object was replaced, not changed. */
  #sharesNothing(old: ts.Type, now: ts.Type): boolean {
    const [before, after] = [fieldsOf(this.#checker, old), fieldsOf(this.#checker, now)];
    if (before.size === 0 || after.size === 0 || indexOf(this.#checker, now) !== undefined) return false;
    return [...before.keys()].every((name) => !after.has(name));
  }

  #compareField(old: ts.Symbol, now: ts.Symbol, at: string, fits: boolean): void {
    const [wasOptional, isOptionalNow] = [isOptional(old), isOptional(now)];
    const isRequest = this.#direction === "request";
    if (wasOptional && !isOptionalNow) {
      this.#add(at, isRequest ? "is required now" : "is always there now", isRequest && !fits);
    } else if (!wasOptional && isOptionalNow) {
      this.#add(at, isRequest ? "is optional now" : "may be missing now", !isRequest && !fits);
    }
    this.compare(this.#checker.getTypeOfSymbol(old), this.#checker.getTypeOfSymbol(now), at, fits);
  }

  #fieldRemoved(symbol: ts.Symbol, now: ts.Type, at: string, siblings: readonly ts.Type[]): void {
    const place = at + accessor(symbol.name);
    const type = this.#checker.getTypeOfSymbol(symbol);
    const index = indexOf(this.#checker, now);
    if (index === undefined) {
      const elsewhere = siblings.some(
        (sibling) => sibling !== now && fieldsOf(this.#checker, sibling).has(symbol.name),
      );
      this.#add(place, `is gone: was ${typeText(this.#checker, type)}`, !elsewhere);
    } else {
      const kept = this.#fits(type, index);
      this.#add(place, `is no longer declared: was ${typeText(this.#checker, type)}`, !kept);
    }
  }

  #compareIndexes(old: ts.Type, now: ts.Type, at: string, fits: boolean): void {
    const [before, after] = [indexOf(this.#checker, old), indexOf(this.#checker, now)];
    if (before !== undefined && after !== undefined) this.compare(before, after, `${at}[*]`, fits);
    else if (before !== undefined) {
      const isEmpty = fieldsOf(this.#checker, now).size === 0;
      const message = isEmpty ? `was ${typeText(this.#checker, old)}, is {}` : "has only the declared fields now";
      this.#add(at, message, true);
    } else if (after !== undefined) this.#add(at, "may have other fields than those declared", false);
  }

  /** Asks the compiler whether the new type fits where the old one was. A member is judged against its whole union. */
  #fits(old: ts.Type, now: ts.Type, oldWhole: ts.Type = old, nowWhole: ts.Type = now): boolean {
    return this.#direction === "request"
      ? this.#checker.isTypeAssignableTo(old, nowWhole)
      : this.#checker.isTypeAssignableTo(now, oldWhole);
  }

  #wasSeen(old: ts.Type, now: ts.Type, fits: boolean): boolean {
    const { judged, fitting } = this.#seen;
    if (judged.has(old, now) || (fits && fitting.has(old, now))) return true;
    (fits ? fitting : judged).add(old, now);
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
