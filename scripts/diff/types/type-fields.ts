import ts from "typescript";

export function fieldsOf(checker: ts.TypeChecker, type: ts.Type): Map<string, ts.Symbol> {
  return new Map(checker.getPropertiesOfType(type).map((symbol) => [symbol.name, symbol]));
}

export const isOptional = (symbol: ts.Symbol): boolean => (symbol.flags & ts.SymbolFlags.Optional) !== 0;

/** Returns the type of undeclared fields. `never`, which the generator writes for an object that is closed and empty, counts as none. */
export function indexOf(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  const index = checker.getIndexInfosOfType(type)[0]?.type;
  return index && index.flags & ts.TypeFlags.Never ? undefined : index;
}

/** Returns the type of a field; `never` if it is missing. */
export function fieldType(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type {
  const symbol = checker.getPropertyOfType(type, name);
  return symbol ? checker.getTypeOfSymbol(symbol) : checker.getNeverType();
}

/** Returns a type without null and undefined. For `never`, which marks what is absent, returns `undefined`. */
export function present(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  const value = checker.getNonNullableType(type);
  return value.flags & ts.TypeFlags.Never ? undefined : value;
}
