import ts from "typescript";

/** The alternatives of a type, in two groups. */
export interface Members {
  /** Strings, numbers, literals, null, unknown: types without an inside to compare. */
  readonly atoms: readonly ts.Type[];
  /** Objects, arrays and tuples. */
  readonly structures: readonly ts.Type[];
}

export function membersOf(type: ts.Type): Members {
  const all = (type.isUnion() ? type.types : [type]).filter(({ flags }) => !(flags & absent));
  return { atoms: all.filter((member) => !isStructure(member)), structures: all.filter(isStructure) };
}

const absent = ts.TypeFlags.Undefined | ts.TypeFlags.Never;

function isStructure(type: ts.Type): boolean {
  const isObject = (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
  return isObject && type.symbol?.name !== "Blob";
}

export interface Pairing {
  readonly pairs: readonly (readonly [before: ts.Type, after: ts.Type])[];
  readonly removed: readonly ts.Type[];
  readonly added: readonly ts.Type[];
}

/** Pairs alternatives of a union with their successors: by the same discriminant first, then by common fields. */
export function pairMembers(checker: ts.TypeChecker, before: readonly ts.Type[], after: readonly ts.Type[]): Pairing {
  const removed = new Set(before.filter((type) => !after.includes(type)));
  const added = new Set(after.filter((type) => !before.includes(type)));
  const onlyPair = removed.size === 1 && added.size === 1 && before.length === 1 && after.length === 1;
  const candidates = [...removed]
    .flatMap((beforePart) =>
      [...added].map((afterPart) => ({
        beforePart,
        afterPart,
        score: likeness(checker, beforePart, afterPart, onlyPair),
      })),
    )
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const pairs: (readonly [ts.Type, ts.Type])[] = [];
  for (const { beforePart, afterPart } of candidates) {
    if (!removed.has(beforePart) || !added.has(afterPart)) continue;
    removed.delete(beforePart);
    added.delete(afterPart);
    pairs.push([beforePart, afterPart]);
  }
  return { pairs, removed: [...removed], added: [...added] };
}

function likeness(checker: ts.TypeChecker, before: ts.Type, after: ts.Type, onlyPair: boolean): number {
  const shape = (type: ts.Type): string =>
    checker.isArrayType(type) ? "array" : checker.isTupleType(type) ? "tuple" : "";
  if (shape(before) !== shape(after)) return 0;
  if (shape(before) !== "" || onlyPair) return 1;
  const names = new Set([...before.getProperties(), ...after.getProperties()].map(({ name }) => name));
  let shared = 0;
  let discriminants = 0;
  for (const name of names) {
    const [beforePart, afterPart] = [literalOf(checker, before, name), literalOf(checker, after, name)];
    if (beforePart === undefined || afterPart === undefined) continue;
    shared++;
    if (beforePart === null || afterPart === null) continue;
    if (beforePart !== afterPart) return 0;
    discriminants++;
  }
  return discriminants + shared / names.size || (names.size === 0 ? 1 : 0);
}

/** Returns the only literal that a field may hold; `null` if it may hold more, `undefined` if the field is missing. */
function literalOf(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type | null | undefined {
  const symbol = checker.getPropertyOfType(type, name);
  if (!symbol) return undefined;
  const { atoms, structures } = membersOf(checker.getTypeOfSymbol(symbol));
  const [literal] = atoms;
  const isOne = atoms.length === 1 && structures.length === 0 && literal !== undefined;
  return isOne && literal.flags & ts.TypeFlags.StringOrNumberLiteral ? literal : null;
}
