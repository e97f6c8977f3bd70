import ts from "typescript";

const mostAlternatives = 6;
const mostFields = 4;
const longestText = 140;

/**
 * Writes a type, or alternatives of one, for a reviewer: one line, objects one level deep, the rest as `…`. The order of a
 * document changes nothing, so that an approval of a finding that quotes the text lives on.
 */
export function typeText(checker: ts.TypeChecker, type: ts.Type | readonly ts.Type[]): string {
  const text = textOf(checker, type, 0);
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

function textOf(checker: ts.TypeChecker, type: ts.Type | readonly ts.Type[], depth: number): string {
  const members = [type].flat() as readonly ts.Type[];
  const single = members[0];
  if (members.length !== 1 || single === undefined) return unionText(checker, members, depth);
  if (single.isUnion()) return unionText(checker, single.types, depth);
  if (single.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return objectText(checker, single, depth);
  return checker.typeToString(single);
}

function unionText(checker: ts.TypeChecker, all: readonly ts.Type[], depth: number): string {
  const types = all.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
  const texts = new Set(types.map((type) => textOf(checker, type, depth)).sort());
  if (texts.has("true") && texts.has("false")) {
    texts.delete("true");
    texts.delete("false");
    texts.add("boolean");
  }
  if (texts.delete("null")) texts.add("null");
  if (texts.size === 0) return "nothing";
  const more = texts.size - mostAlternatives;
  const shown = more > 1 ? [...texts].slice(0, mostAlternatives).concat(`… ${more} more`) : [...texts];
  return shown.join(" | ");
}

function objectText(checker: ts.TypeChecker, type: ts.Type, depth: number): string {
  if (checker.isArrayType(type)) {
    const element = checker.getIndexInfosOfType(type)[0]?.type;
    const text = element ? textOf(checker, element, depth) : "unknown";
    return text.includes(" | ") ? `(${text})[]` : `${text}[]`;
  }
  if (checker.isTupleType(type)) {
    const elements = checker.getTypeArguments(type as ts.TypeReference);
    return `[${elements.map((element) => textOf(checker, element, depth)).join(", ")}]`;
  }
  if (type.symbol?.name === "Blob") return "Blob";
  // A literal tells an alternative from its neighbours: it comes first, and is not cut.
  const isLiteral = (property: ts.Symbol): boolean =>
    checker.getNonNullableType(checker.getTypeOfSymbol(property)).isLiteral();
  const properties = checker
    .getPropertiesOfType(type)
    .toSorted((a, b) => Number(isLiteral(b)) - Number(isLiteral(a)) || (a.name < b.name ? -1 : 1));
  const index = checker.getIndexInfosOfType(type)[0];
  if (depth > 0) return properties.length + (index ? 1 : 0) === 0 ? "{}" : "{…}";
  const fields = properties.slice(0, mostFields).map((property) => {
    const mark = property.flags & ts.SymbolFlags.Optional ? "?" : "";
    return `${property.name}${mark}: ${textOf(checker, checker.getTypeOfSymbol(property), depth + 1)}`;
  });
  if (index && !(index.type.flags & ts.TypeFlags.Never)) {
    fields.push(`[key: string]: ${textOf(checker, index.type, depth + 1)}`);
  }
  if (properties.length > mostFields) fields.push(`… ${properties.length - mostFields} more`);
  return fields.length === 0 ? "{}" : `{ ${fields.join("; ")} }`;
}
