import ts from "typescript";
import { contract } from "../../src/contract.ts";
import { around, readFrom } from "./syntax.ts";

/** How operations are named: `"PATCH /v2/identities/{id}"`. */
export const operationKey: RegExp = /^[A-Z]+ \/\S*$/;
/** How far a value is followed from variable to variable. */
const furthest = 20;

const operationsByMethod: ReadonlyMap<string, string> = new Map(
  Object.entries(contract).map(([operation, method]) => [method, operation]),
);

/** Finds the operation that a piece of code is about, by the calls and the names of types in that code. */
export class OperationFinder {
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** Returns the operation of an erroneous node: that of the value it reads, or of the call that it is an argument of. */
  at(node: ts.Node): string | undefined {
    const object = readFrom(node);
    return (
      (object && this.#ofValue(object, furthest)) ??
      this.#ofCallAround(node) ??
      this.#ofTypeAround(node) ??
      keyAround(node)
    );
  }

  #ofCallAround(node: ts.Node): string | undefined {
    for (const each of around(node)) {
      const found = ts.isCallExpression(each) ? this.#ofCall(each) : undefined;
      if (found !== undefined) return found;
      if (ts.isFunctionLike(each)) return undefined;
    }
    return undefined;
  }

  /** Returns the operation of `orq.call("PATCH /…")`, `orq.api.PATCH("/…")` or `orq.identities.update(…)`. */
  #ofCall({ expression, arguments: [first] }: ts.CallExpression): string | undefined {
    if (!ts.isPropertyAccessExpression(expression)) return undefined;
    const { name } = expression;
    const type = first && this.#checker.getTypeAtLocation(first);
    if (type?.isStringLiteral()) {
      if (operationKey.test(type.value)) return type.value;
      if (/^[A-Z]+$/.test(name.text) && type.value.startsWith("/")) return `${name.text} ${type.value}`;
    }
    const owner = this.#checker.getSymbolAtLocation(name)?.declarations?.[0]?.parent;
    const resource = owner && ts.isClassDeclaration(owner) ? owner.name?.text : undefined;
    if (resource === undefined) return undefined;
    return operationsByMethod.get(`${resource.charAt(0).toLowerCase()}${resource.slice(1)}.${name.text}`);
  }

  /** Follows a value back to the call that gave it. */
  #ofValue(node: ts.Node, left: number): string | undefined {
    if (left === 0) return undefined;
    if (ts.isCallExpression(node)) return this.#ofCall(node) ?? this.#ofValue(node.expression, left - 1);
    if (ts.isIdentifier(node)) return this.#ofVariable(node, left - 1);
    if (ts.isBindingElement(node)) return this.#ofDeclaration(node, left - 1);
    if (ts.isTypeNode(node)) return this.#ofType(node, left - 1);
    const isWrapper =
      ts.isAwaitExpression(node) ||
      ts.isParenthesizedExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isPropertyAccessExpression(node) ||
      ts.isElementAccessExpression(node);
    return isWrapper ? this.#ofValue(node.expression, left - 1) : undefined;
  }

  #ofVariable(identifier: ts.Identifier, left: number): string | undefined {
    const declaration = this.#checker.getSymbolAtLocation(identifier)?.declarations?.[0];
    return declaration && this.#ofDeclaration(declaration, left);
  }

  #ofDeclaration(declaration: ts.Node, left: number): string | undefined {
    let node = declaration;
    while (ts.isBindingElement(node)) node = node.parent.parent;
    if (!ts.isVariableDeclaration(node) && !ts.isParameter(node)) return undefined;
    if (node.type) return this.#ofType(node.type, left);
    if (node.initializer) return this.#ofValue(node.initializer, left);
    const { parent } = node;
    // A parameter of a callback: `page.data.map((identity) => …)`.
    if (ts.isParameter(node))
      return ts.isCallExpression(parent.parent) ? this.#ofValue(parent.parent, left) : undefined;
    return ts.isForOfStatement(parent.parent) ? this.#ofValue(parent.parent.expression, left) : undefined;
  }

  #ofTypeAround(node: ts.Node): string | undefined {
    for (const each of around(node)) {
      if (ts.isTypeNode(each)) return this.#ofType(each, furthest);
      if (ts.isVariableDeclaration(each) || ts.isPropertyDeclaration(each) || ts.isParameter(each)) {
        return each.type && this.#ofType(each.type, furthest);
      }
      if (ts.isSatisfiesExpression(each) || ts.isAsExpression(each)) return this.#ofType(each.type, furthest);
      if (ts.isFunctionLike(each)) return each.type && this.#ofType(each.type, furthest);
    }
    return undefined;
  }

  /** Finds the operation's key in a type: in the type itself, or in the alias that it names. */
  #ofType(node: ts.Node, left: number): string | undefined {
    if (left === 0) return undefined;
    if (ts.isStringLiteral(node) && operationKey.test(node.text)) return node.text;
    const name = ts.isTypeReferenceNode(node) ? node.typeName : ts.isImportTypeNode(node) ? node.qualifier : undefined;
    const found = ts.forEachChild(node, (child) => this.#ofType(child, left - 1));
    return found ?? (name && this.#ofAlias(name, left - 1));
  }

  #ofAlias(name: ts.EntityName, left: number): string | undefined {
    let symbol = this.#checker.getSymbolAtLocation(name);
    if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = this.#checker.getAliasedSymbol(symbol);
    const alias = symbol?.declarations?.find(ts.isTypeAliasDeclaration);
    return alias && this.#ofType(alias.type, left);
  }
}

/** Returns the operation whose key an entry of a table has, as in `{ "GET /v2/identities": … }`. */
function keyAround(node: ts.Node): string | undefined {
  for (const each of around(node)) {
    if (ts.isPropertyAssignment(each) && ts.isStringLiteral(each.name) && operationKey.test(each.name.text))
      return each.name.text;
  }
  return undefined;
}
