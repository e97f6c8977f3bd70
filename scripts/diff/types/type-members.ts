import ts from "typescript";
import type { Member } from "../walk/members.ts";
import { accessor, type Material } from "../walk/value-walk.ts";
import { fieldsOf, indexOf } from "./type-fields.ts";
import { typeText } from "./type-text.ts";

/** Reads types for the walk. */
export function typeMaterial(checker: ts.TypeChecker): Material<ts.Type> {
  const keys = new Map<ts.Type, string>();
  const keyOf = (type: ts.Type): string => {
    const key = keys.get(type) ?? String(keys.size);
    keys.set(type, key);
    return key;
  };
  return {
    keyOf,
    membersOf: (type) => inOrder(checker, type).map((member) => memberOf(checker, member, keyOf(member))),
    insideOf: (member) => insideOf(checker, member),
  };
}

/** Sorts by text: the compiler's own order depends on what else is in the document, and so would the pairs. */
function inOrder(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  const { structures } = partsOf(type);
  if (structures.length < 2) return structures;
  const texts = new Map(structures.map((member) => [member, typeText(checker, member)]));
  const textOf = (member: ts.Type): string => texts.get(member) ?? "";
  return structures.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0));
}

/** The alternatives of a type, in two groups. */
export interface TypeParts {
  /** Strings, numbers, literals, null, unknown: types without an inside to compare. */
  readonly atoms: readonly ts.Type[];
  /** Objects, arrays and tuples. */
  readonly structures: readonly ts.Type[];
}

export function partsOf(type: ts.Type): TypeParts {
  const all = (type.isUnion() ? type.types : [type]).filter(({ flags }) => !(flags & absent));
  return { atoms: all.filter((member) => !isStructure(member)), structures: all.filter(isStructure) };
}

const absent = ts.TypeFlags.Undefined | ts.TypeFlags.Never;

function isStructure(type: ts.Type): boolean {
  const isObject = (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
  return isObject && type.symbol?.name !== "Blob";
}

function memberOf(checker: ts.TypeChecker, value: ts.Type, key: string): Member<ts.Type> {
  const kind = checker.isArrayType(value) ? "array" : checker.isTupleType(value) ? "tuple" : "object";
  const fields = kind === "object" ? [...fieldsOf(checker, value)] : [];
  const literals = fields.map(([name, symbol]) => [name, literalsOf(checker.getTypeOfSymbol(symbol))] as const);
  return { value, key, kind, fields: new Map(literals), component: componentOf(value) };
}

function literalsOf(type: ts.Type): string[] {
  const { atoms, structures } = partsOf(type);
  const literals = atoms.flatMap((atom) => (atom.isStringLiteral() || atom.isNumberLiteral() ? [atom.value] : []));
  const isClosed = structures.length === 0 && literals.length === atoms.length;
  return isClosed ? literals.map((value) => JSON.stringify(value)).sort() : [];
}

/** Returns the name under which generated types declare a type in `components["schemas"]`. */
function componentOf({ symbol }: ts.Type): string | undefined {
  const declaration = symbol?.declarations?.[0]?.parent;
  const isInSchemas =
    declaration && ts.isPropertySignature(declaration) && isNamed(declaration.parent.parent, "schemas");
  return isInSchemas ? declaration.name.getText().replace(/^"|"$/g, "") : undefined;
}

function isNamed(node: ts.Node | undefined, name: string): boolean {
  return node !== undefined && ts.isPropertySignature(node) && node.name.getText() === name;
}

/** Returns what is inside a member, by the step that leads there. */
export function insideOf(checker: ts.TypeChecker, member: ts.Type): Map<string, ts.Type> {
  if (checker.isTupleType(member)) {
    const elements = checker.getTypeArguments(member as ts.TypeReference);
    return new Map(elements.map((element, index) => [`[${index}]`, element]));
  }
  const index = indexOf(checker, member);
  if (checker.isArrayType(member)) return new Map(index && [["[]", index]]);
  const fields = [...fieldsOf(checker, member)].map(
    ([name, symbol]) => [accessor(name), checker.getTypeOfSymbol(symbol)] as const,
  );
  return new Map<string, ts.Type>([...fields, ...(index ? [["[*]", index] as const] : [])]);
}
