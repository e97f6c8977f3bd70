import ts from "typescript";
import { around, nameText, readFrom } from "./syntax.ts";

/** More of a message is not searched: it may quote types of any size. */
const searchedLength = 20_000;

// How the compiler names a property: `Property 'x' is missing`, `'x' does not exist in type`, `missing the following
// properties from type 'T': x, y`, and, for a key that a type forbids, `…<"x">`.
const patterns = [
  /(?:^|\s)[Pp]ropert(?:y|ies of type) '([^'\n]{1,200})'/g,
  /(?:^|\s)'([^'\n]{1,200})' does not exist in type/g,
  /following properties from type '[^'\n]{1,2000}': ([^,\s]{1,200})/g,
];
const forbiddenKey = /<"([^"\n]{1,200})">/g;

/** Returns the field, parameter or value that an error is about: as its message names it, or as the code does. */
export function concernedKey(message: string, node: ts.Node): string | undefined {
  const text = message.slice(0, searchedLength);
  // The innermost reason comes last.
  const named = patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .sort((a, b) => a.index - b.index)
    .at(-1)?.[1];
  // A name that is not an identifier is quoted twice.
  if (named?.startsWith('"')) return named.slice(1, -1);
  // A name in brackets is a symbol's.
  if (named?.startsWith("[")) return [...text.matchAll(forbiddenKey)].at(-1)?.[1] ?? keyInCode(node);
  return named ?? keyInCode(node);
}

function keyInCode(node: ts.Node): string | undefined {
  if (readFrom(node)) return nameText(node);
  for (const each of around(node)) {
    if (ts.isPropertyAssignment(each) || ts.isShorthandPropertyAssignment(each)) return nameText(each.name);
    if (ts.isBinaryExpression(each)) return nameOfRead(each.left) ?? nameOfRead(each.right);
    if (ts.isCaseClause(each)) return nameOfRead(each.parent.parent.expression);
    if (ts.isPropertyAccessExpression(each)) return nameText(each.name);
    if (ts.isStatement(each) || ts.isFunctionLike(each) || ts.isCallExpression(each)) return undefined;
  }
  return undefined;
}

function nameOfRead(expression: ts.Expression): string | undefined {
  return ts.isPropertyAccessExpression(expression) ? nameText(expression.name) : undefined;
}
