import ts from "typescript";

export function fieldsOf(checker: ts.TypeChecker, type: ts.Type): Map<string, ts.Symbol> {
  return new Map(checker.getPropertiesOfType(type).map((symbol) => [symbol.name, symbol]));
}

export const isOptional = (symbol: ts.Symbol): boolean => (symbol.flags & ts.SymbolFlags.Optional) !== 0;

/** What fields without a declaration may hold; `never`, the empty object of generated types, is none. */
export function indexOf(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  const index = checker.getIndexInfosOfType(type)[0]?.type;
  return index && index.flags & ts.TypeFlags.Never ? undefined : index;
}

/** The type of a field; `never` where there is none. */
export function fieldType(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type {
  const symbol = checker.getPropertyOfType(type, name);
  return symbol ? checker.getTypeOfSymbol(symbol) : checker.getNeverType();
}

/** The part of a type that is there: `undefined` for what generated types mark as `never`. */
export function present(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  const value = checker.getNonNullableType(type);
  return value.flags & ts.TypeFlags.Never ? undefined : value;
}

/** A field as code writes it. */
export function accessor(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
