import ts from "typescript";
import { nameText, readFrom } from "./syntax.ts";

/** Finds the operation whose types declare a field: `operations["UpdateIdentity"]` stands for its method and path. */
export class PinPlaces {
  readonly #checker: ts.TypeChecker;
  readonly #file: ts.SourceFile | undefined;
  readonly #keys: ReadonlyMap<string, string>;

  constructor(program: ts.Program, fileName: string) {
    this.#checker = program.getTypeChecker();
    this.#file = program.getSourceFile(fileName);
    this.#keys = new Map(this.#file && operationIds(this.#file));
  }

  /** Returns the operation that declares a field of the object that a node reads from, or is a part of. */
  operationOf(key: string, node: ts.Node): string | undefined {
    for (const type of this.#typesAround(node)) {
      for (const declaration of type.getProperty(key)?.declarations ?? []) {
        const operation = this.#operationAt(declaration);
        if (operation !== undefined) return operation;
      }
    }
    return undefined;
  }

  *#typesAround(node: ts.Node): Generator<ts.Type> {
    const object = readFrom(node);
    if (object && ts.isTypeNode(object)) yield this.#checker.getTypeFromTypeNode(object);
    else if (object && ts.isBindingElement(object)) yield this.#checker.getTypeAtLocation(object.parent);
    else if (object) yield this.#checker.getNonNullableType(this.#checker.getTypeAtLocation(object));
    for (let each = node; each && !ts.isStatement(each); each = each.parent) {
      if (!ts.isObjectLiteralExpression(each)) continue;
      const type = this.#checker.getContextualType(each);
      if (type) yield this.#checker.getNonNullableType(type);
    }
    if (ts.isIdentifier(node) && !object) yield this.#checker.getTypeAtLocation(node);
  }

  #operationAt(declaration: ts.Node): string | undefined {
    if (declaration.getSourceFile() !== this.#file) return undefined;
    const path: string[] = [];
    for (let node = declaration; !ts.isSourceFile(node); node = node.parent) {
      const name = ts.isPropertySignature(node) || ts.isInterfaceDeclaration(node) ? nameText(node.name) : undefined;
      if (name !== undefined) path.unshift(name);
    }
    const [top, first = "", second = ""] = path;
    if (top === "operations") return this.#keys.get(first);
    return top === "paths" ? `${second.toUpperCase()} ${first}` : undefined;
  }
}

/** Returns the operations of a pin's types by their id: `paths` refers to those that have one. */
function* operationIds(file: ts.SourceFile): Generator<[id: string, key: string]> {
  const paths = file.statements.filter(ts.isInterfaceDeclaration).find(({ name }) => name.text === "paths");
  for (const path of paths?.members.filter(ts.isPropertySignature) ?? []) {
    if (!path.type || !ts.isTypeLiteralNode(path.type)) continue;
    for (const method of path.type.members.filter(ts.isPropertySignature)) {
      const { type } = method;
      if (!type || !ts.isIndexedAccessTypeNode(type) || !ts.isLiteralTypeNode(type.indexType)) continue;
      const id = nameText(type.indexType.literal);
      if (id !== undefined) yield [id, `${nameText(method.name)?.toUpperCase()} ${nameText(path.name)}`];
    }
  }
}
