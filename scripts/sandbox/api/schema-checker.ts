import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import type { JsonObject } from "../../document/json.ts";
import type { Operation } from "./operation.ts";

/** Stands for the content of a file where a form is checked: the format `binary` takes this alone. */
export const fileMark = "\u0000file";

/** What a document is called inside the validators. */
const documentId = "spec";

/** Checks values against the schemas of a document. Each schema is compiled when it is needed first. */
export class SchemaChecker {
  readonly #strict: Ajv2020;
  readonly #coercing: Ajv2020;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: JsonObject) {
    this.#strict = validatorOf(document, {});
    // What arrives as text, such as a query, becomes a number, a boolean or a list where its schema says so.
    this.#coercing = validatorOf(document, { coerceTypes: "array" });
  }

  /** Returns what is wrong with a value beside the schema at a place of the document. */
  errors(pointer: string, value: unknown): readonly ErrorObject[] {
    return this.#errors(this.#strict, pointer, () => referenceTo(pointer), value);
  }

  /** Converts the texts of a form in place, and returns what is wrong with it. */
  formErrors(pointer: string, form: Readonly<Record<string, unknown>>): readonly ErrorObject[] {
    return this.#errors(this.#coercing, `form ${pointer}`, () => referenceTo(pointer), form);
  }

  /** Converts the parameters in the path or the query in place, and returns what is wrong with them. */
  parameterErrors(
    { key, parameters }: Operation,
    where: "path" | "query",
    values: Readonly<Record<string, unknown>>,
  ): readonly ErrorObject[] {
    const declared = parameters.filter((parameter) => parameter.in === where);
    const schema = (): object => ({
      type: "object",
      properties: Object.fromEntries(declared.map(({ name, schema }) => [name, referenceTo(schema.pointer)])),
      required: declared.filter(({ required }) => required).map(({ name }) => name),
      additionalProperties: false,
    });
    return this.#errors(this.#coercing, `${where} ${key}`, schema, values);
  }

  #errors(ajv: Ajv2020, key: string, schema: () => object, value: unknown): readonly ErrorObject[] {
    const validate = this.#compiled.get(key) ?? ajv.compile(schema());
    this.#compiled.set(key, validate);
    return validate(value) ? [] : (validate.errors ?? []);
  }
}

function referenceTo(pointer: string): object {
  return { $ref: `${documentId}#${encodeURI(pointer)}` };
}

function validatorOf(document: JsonObject, options: ConstructorParameters<typeof Ajv2020>[0]): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateSchema: false, logger: false, ...options });
  addFormatsModule.default(ajv);
  ajv.addFormat("binary", (text: string) => text === fileMark);
  return ajv.addSchema(document, documentId);
}
