import ts from "typescript";

const nothing = ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Never | ts.TypeFlags.Void;
const anything = ts.TypeFlags.Any | ts.TypeFlags.Unknown;

/** Generated types, read as their users meet them: without `null`, and without what may never be set. */
export class TypeView {
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** Returns the type below a chain of names; `undefined` where there is none, as below `get?: never`. */
  at(type: ts.Type | undefined, ...names: readonly string[]): ts.Type | undefined {
    let found = type;
    for (const name of names) found = this.typesOf(this.field(found, name)).flatMap((each) => this.partsOf(each))[0];
    return found;
  }

  fields(type: ts.Type | undefined): ts.Symbol[] {
    return type ? this.#checker.getPropertiesOfType(type) : [];
  }

  field(type: ts.Type | undefined, name: string): ts.Symbol | undefined {
    return type && this.#checker.getPropertyOfType(type, name);
  }

  /** Returns the type of a field as a list of one; an empty list if the field cannot hold anything. */
  typesOf(field: ts.Symbol | undefined): ts.Type[] {
    const type = field && this.#checker.getTypeOfSymbol(field);
    return type && this.partsOf(type).length > 0 ? [type] : [];
  }

  /** Returns the members of a union, or the type itself. */
  partsOf(type: ts.Type): ts.Type[] {
    return (type.isUnion() ? type.types : [type]).filter(({ flags }) => !(flags & nothing));
  }

  /** Returns the types of the items; `undefined` for what is not a list. */
  itemsOf(type: ts.Type): readonly ts.Type[] | undefined {
    if (type.flags & anything) return [type];
    const isList = this.#checker.isArrayType(type) || this.#checker.isTupleType(type);
    return isList ? this.#checker.getTypeArguments(type as ts.TypeReference) : undefined;
  }

  /** Returns what undeclared fields may hold. What may be anything may have any field. */
  undeclaredOf(type: ts.Type): ts.Type[] {
    if (type.flags & anything) return [type];
    const index = this.#checker.getIndexInfoOfType(type, ts.IndexKind.String);
    return index ? [index.type] : [];
  }

  /** Returns the members of a union, and those of the items of its lists. */
  valuesOf(type: ts.Type): ts.Type[] {
    return this.partsOf(type).flatMap((part) => this.itemsOf(part)?.flatMap((item) => this.partsOf(item)) ?? [part]);
  }

  /** Tells whether one of the types takes a value, given as its literal type. */
  isTaken(value: ts.Type, by: readonly ts.Type[]): boolean {
    return by.some((type) => this.#checker.isTypeAssignableTo(value, type));
  }

  textOf(type: ts.Type): string {
    return this.#checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  }
}

export function isLiteral({ flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral)) !== 0;
}

export function isObjectLike({ flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
}
