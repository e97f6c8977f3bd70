import ts from "typescript";

/** Returns the smallest node that starts at a position of a file. */
export function nodeAt(file: ts.SourceFile, position: number): ts.Node {
  let node: ts.Node = file;
  for (;;) {
    const child: ts.Node | undefined = childrenOf(node).find(
      (each) => each.getStart(file) <= position && position < each.end,
    );
    if (!child) return node;
    node = child;
  }
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  return children;
}

/** Returns a node and those around it, from the inside out. */
export function* around(node: ts.Node): Generator<ts.Node> {
  for (let each: ts.Node | undefined = node; each; each = each.parent) yield each;
}

/** Returns the name that a property, parameter or access is written with, if it is a plain one. */
export function nameText(name: ts.Node | undefined): string | undefined {
  if (!name) return undefined;
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : undefined;
}

/** If a node is the name of what is read from an object, returns the node that gives the object. */
export function readFrom(node: ts.Node): ts.Node | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return parent.expression;
  if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) return parent.expression;
  if (ts.isBindingElement(parent) && (parent.propertyName ?? parent.name) === node) return parent;
  if (ts.isLiteralTypeNode(parent) && ts.isIndexedAccessTypeNode(parent.parent)) return parent.parent.objectType;
  return undefined;
}
