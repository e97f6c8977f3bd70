import ts from "typescript";

const longestUnion = 6;
const mostFields = 4;

/** A type as a reviewer reads it: one line, objects one level deep, long unions cut with their count. */
export function typeText(checker: ts.TypeChecker, type: ts.Type | readonly ts.Type[], depth = 0): string {
  const members = [type].flat() as readonly ts.Type[];
  const single = members[0];
  if (members.length !== 1 || single === undefined) return unionText(checker, members, depth);
  if (single.isUnion() && !(single.flags & ts.TypeFlags.Boolean)) return unionText(checker, single.types, depth);
  if (single.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return objectText(checker, single, depth);
  return checker.typeToString(single);
}

function unionText(checker: ts.TypeChecker, all: readonly ts.Type[], depth: number): string {
  const types = all.filter((type) => !(type.flags & ts.TypeFlags.Undefined));
  const texts = [...new Set(types.map((type) => typeText(checker, type, depth)))];
  if (texts.includes("true") && texts.includes("false")) {
    texts.splice(texts.indexOf("true"), 1, "boolean");
    texts.splice(texts.indexOf("false"), 1);
  }
  if (texts.length === 0) return "nothing";
  const more = texts.length - longestUnion;
  return more > 1 ? `${texts.slice(0, longestUnion).join(" | ")} | … ${more} more` : texts.join(" | ");
}

function objectText(checker: ts.TypeChecker, type: ts.Type, depth: number): string {
  if (checker.isArrayType(type)) {
    const element = checker.getIndexInfosOfType(type)[0]?.type;
    const text = element ? typeText(checker, element, depth) : "unknown";
    return text.includes(" | ") ? `(${text})[]` : `${text}[]`;
  }
  if (checker.isTupleType(type)) return checker.typeToString(type);
  if (type.symbol?.name === "Blob") return "Blob";
  const properties = checker.getPropertiesOfType(type);
  const index = checker.getIndexInfosOfType(type)[0];
  if (depth > 0) return properties.length + (index ? 1 : 0) === 0 ? "{}" : "{…}";
  const fields = properties.slice(0, mostFields).map((property) => {
    const mark = property.flags & ts.SymbolFlags.Optional ? "?" : "";
    return `${property.name}${mark}: ${typeText(checker, checker.getTypeOfSymbol(property), depth + 1)}`;
  });
  if (index && !(index.type.flags & ts.TypeFlags.Never)) {
    fields.push(`[key: string]: ${typeText(checker, index.type, depth + 1)}`);
  }
  if (properties.length > mostFields) fields.push(`… ${properties.length - mostFields} more`);
  return fields.length === 0 ? "{}" : `{ ${fields.join("; ")} }`;
}
