import { isObject, type Json, type JsonObject, objectAt } from "../../document/json.ts";
import { splitOperation } from "../../document/operation.ts";
import { pointerStep, resolvePointer } from "../../document/pointer.ts";

/** A place of the document: where it stands, after references, and what stands there. */
export interface Place {
  readonly pointer: string;
  readonly value: JsonObject;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Place;
}

/** Schemas by media type. */
export type Contents = ReadonlyMap<string, Place>;

export interface Operation {
  /** `"GET /v2/identities/{id}"`. */
  readonly key: string;
  readonly path: string;
  /** The operationId, or the key where there is none. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body?: { readonly required: boolean; readonly contents: Contents };
  readonly responses: ReadonlyMap<string, { readonly contents: Contents; readonly headers: readonly Parameter[] }>;
}

/** More references in a row than any real document has: a circle of references ends here. */
const mostReferences = 20;

/** Follows references from a place to an object that is not a reference. */
function placeAt(document: JsonObject, pointer: string): Place {
  let at = pointer;
  for (let followed = 0; followed < mostReferences; followed += 1) {
    const value = resolvePointer(document, `#${at}`);
    if (!isObject(value)) break;
    const reference = value["$ref"];
    if (typeof reference !== "string") return { pointer: at, value };
    at = reference.slice(1);
  }
  return { pointer: at, value: {} };
}

/** Returns the place of a step below another one. */
export function placeBelow(document: JsonObject, { pointer }: Place, ...steps: readonly (string | number)[]): Place {
  return placeAt(document, pointer + steps.map(pointerStep).join(""));
}

/** Reads what the document declares of one operation. */
export function readOperation(document: JsonObject, key: string): Operation {
  const { method, path } = splitOperation(key);
  const pathItem = placeAt(document, `/paths${pointerStep(path)}`);
  const operation = placeBelow(document, pathItem, method);
  // What the operation declares replaces what its path declares under the same name.
  const parameters = new Map(
    [pathItem, operation]
      .flatMap((place) => parametersOf(document, place))
      .map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]),
  );
  const body = placeBelow(document, operation, "requestBody");
  const { operationId } = operation.value;
  return {
    key,
    path,
    name: typeof operationId === "string" ? operationId : key,
    parameters: [...parameters.values()],
    ...(operation.value["requestBody"] !== undefined && {
      body: { required: body.value["required"] === true, contents: contentsOf(document, body) },
    }),
    responses: new Map(
      Object.keys(objectAt(operation.value, "responses")).map((status) => {
        const response = placeBelow(document, operation, "responses", status);
        return [status, { contents: contentsOf(document, response), headers: headersOf(document, response) }];
      }),
    ),
  };
}

function parametersOf(document: JsonObject, place: Place): Parameter[] {
  const list: Json | undefined = place.value["parameters"];
  return (Array.isArray(list) ? list : []).map((_item, index) => {
    const parameter = placeBelow(document, place, "parameters", index);
    const { name, in: where, required } = parameter.value;
    return {
      name: String(name),
      in: String(where),
      required: required === true,
      schema: placeBelow(document, parameter, "schema"),
    };
  });
}

function contentsOf(document: JsonObject, place: Place): Contents {
  return new Map(
    Object.keys(objectAt(place.value, "content")).map((type) => [
      type.toLowerCase(),
      placeBelow(document, place, "content", type, "schema"),
    ]),
  );
}

function headersOf(document: JsonObject, response: Place): Parameter[] {
  return Object.keys(objectAt(response.value, "headers")).map((name) => {
    const header = placeBelow(document, response, "headers", name);
    const required = header.value["required"] === true;
    return { name: name.toLowerCase(), in: "header", required, schema: placeBelow(document, header, "schema") };
  });
}
