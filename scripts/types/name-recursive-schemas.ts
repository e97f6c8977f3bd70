import ts from "typescript";

const { factory } = ts;

/**
 * Gives a name of its own to each schema that holds itself through a list, as any JSON value does. The compiler follows
 * `type Json = string | Json[]`, but not `Json: string | components["schemas"]["Json"][]`. Changes the nodes in place.
 */
export function nameRecursiveSchemas(nodes: ts.Node[]): void {
  const schemas = schemasOf(nodes);
  const reaches = (lists: boolean): ((name: string) => boolean) => {
    const edges = new Map([...schemas].map(([name, { type }]) => [name, type ? referredBy(type, lists) : []]));
    return (name) => reachable(name, edges).has(name);
  };
  const isRecursive = reaches(true);
  // A schema that is itself, without a list between, has no type by any name.
  const isCircular = reaches(false);
  const aliases = new Map<string, string>();
  for (const name of schemas.keys()) {
    if (!isRecursive(name) || isCircular(name)) continue;
    let alias = `Recursive_${name.replace(/\W/g, "_")}`;
    while ([...aliases.values()].includes(alias)) alias += "_";
    aliases.set(name, alias);
  }
  const visit = (node: ts.Node): ts.Node => {
    const alias = aliases.get(schemaNamedBy(node) ?? "");
    return alias === undefined ? ts.visitEachChild(node, visit, undefined) : factory.createTypeReferenceNode(alias);
  };
  for (const [name, alias] of aliases) {
    const schema = schemas.get(name);
    if (!schema?.type) continue;
    nodes.push(factory.createTypeAliasDeclaration(undefined, alias, undefined, visit(schema.type) as ts.TypeNode));
    Object.assign(schema, { type: factory.createTypeReferenceNode(alias) });
  }
}

function schemasOf(nodes: readonly ts.Node[]): Map<string, ts.PropertySignature> {
  const components = nodes.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === "components");
  const members = components && ts.isInterfaceDeclaration(components) ? [...components.members] : [];
  const schemas = members.filter(ts.isPropertySignature).find((member) => nameOf(member) === "schemas")?.type;
  const entries = schemas && ts.isTypeLiteralNode(schemas) ? schemas.members.filter(ts.isPropertySignature) : [];
  return new Map(entries.map((entry) => [nameOf(entry), entry]));
}

function nameOf({ name }: ts.PropertySignature): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";
}

/** Returns the schemas that must be known before a type is: those in its fields are looked up later. */
function referredBy(type: ts.Node, lists: boolean): string[] {
  const name = schemaNamedBy(type);
  if (name !== undefined) return [name];
  if (ts.isTypeLiteralNode(type) || (!lists && (ts.isArrayTypeNode(type) || ts.isTupleTypeNode(type)))) return [];
  const names: string[] = [];
  ts.forEachChild(type, (child) => {
    names.push(...referredBy(child, lists));
  });
  return names;
}

function reachable(start: string, edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set(edges.get(start));
  // A set is walked in the order of insertion, so what is added here is visited too.
  for (const name of reached) for (const next of edges.get(name) ?? []) reached.add(next);
  return reached;
}

/** Returns `Thing` for the type `components["schemas"]["Thing"]`. */
function schemaNamedBy(node: ts.Node): string | undefined {
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isIndexedAccessTypeNode(node.objectType)) return undefined;
  const { objectType } = node.objectType;
  const isComponents =
    ts.isTypeReferenceNode(objectType) &&
    ts.isIdentifier(objectType.typeName) &&
    objectType.typeName.text === "components";
  return isComponents && literalOf(node.objectType.indexType) === "schemas" ? literalOf(node.indexType) : undefined;
}

function literalOf(type: ts.TypeNode): string | undefined {
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? type.literal.text : undefined;
}
