import ts from "typescript";

/** The declarations of generated types that carry `@deprecated`, as `paths > /things > get`, each with its reason. */
export function struckThrough(types: string): string[] {
  const file = ts.createSourceFile("openapi.d.ts", types, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node, above: readonly string[]): void => {
    const isNamed = ts.isPropertySignature(node) || ts.isInterfaceDeclaration(node);
    const names = isNamed ? [...above, node.name.getText(file).replace(/^"(.*)"$/, "$1")] : above;
    const tag = isNamed ? ts.getJSDocDeprecatedTag(node) : undefined;
    if (tag) found.push(`${names.join(" > ")}: ${ts.getTextOfJSDocComment(tag.comment) ?? ""}`);
    ts.forEachChild(node, (child) => visit(child, names));
  };
  visit(file, []);
  return found;
}
