import type ts from "typescript";
import { fieldsOf, fieldType, present } from "./type-fields.ts";

/** The types of one operation, found by the names that its places have in the document. */
export class OperationTypes {
  readonly #checker: ts.TypeChecker;
  readonly #operation: ts.Type;

  constructor(checker: ts.TypeChecker, operation: ts.Type) {
    this.#checker = checker;
    this.#operation = operation;
  }

  /** Returns the parameters of a location as an object; `never` if there are none. */
  parameters(location: string): ts.Type {
    return this.#at(this.#operation, "parameters", location);
  }

  /** Returns the contents of the body by their media types. */
  body(): Map<string, ts.Type> {
    return this.#contents(this.#at(this.#operation, "requestBody"));
  }

  /** Returns the contents of a response by their media types. */
  response(status: string): Map<string, ts.Type> {
    return this.#contents(this.#at(this.#operation, "responses", status));
  }

  #contents(parent: ts.Type): Map<string, ts.Type> {
    const fields = fieldsOf(this.#checker, this.#at(parent, "content"));
    return new Map([...fields].map(([name, symbol]) => [name, this.#checker.getTypeOfSymbol(symbol)]));
  }

  #at(type: ts.Type, ...names: readonly string[]): ts.Type {
    const never = this.#checker.getNeverType();
    return names.reduce(
      (parent, name) => present(this.#checker, fieldType(this.#checker, parent, name)) ?? never,
      type,
    );
  }
}
