import type { Json, JsonObject } from "../../scripts/document/json.ts";

/** Edits a parsed spec by path, failing loudly when the path is not there. */
export class Editor {
  readonly document: JsonObject;

  constructor(document: JsonObject) {
    this.document = document;
  }

  at(...path: readonly (string | number)[]): JsonObject {
    let node: Json = this.document;
    for (const key of path) {
      const next: Json | undefined = (node as JsonObject)[key];
      if (typeof next !== "object" || next === null) throw new Error(`no ${path.join(" > ")} in the spec`);
      node = next;
    }
    return node as JsonObject;
  }

  remove(...path: readonly string[]): void {
    drop(this.at(...path.slice(0, -1)), path.at(-1) ?? "");
  }

  rename(path: readonly string[], name: string): void {
    const parent = this.at(...path.slice(0, -1));
    parent[name] = this.at(...path);
    this.remove(...path);
  }

  /** The parameters of an operation, to be changed in place. */
  parameters(path: string, method: string): JsonObject[] {
    return this.at("paths", path, method, "parameters") as unknown as JsonObject[];
  }

  parameter(path: string, method: string, name: string): JsonObject {
    const found = this.parameters(path, method).find((parameter) => parameter["name"] === name);
    if (!found) throw new Error(`no parameter ${name} in ${method} ${path}`);
    return found;
  }

  dropParameter(path: string, method: string, name: string): void {
    const parameters = this.parameters(path, method);
    parameters.splice(parameters.indexOf(this.parameter(path, method, name)), 1);
  }

  bodyFields(path: string, method: string): JsonObject {
    return this.body(path, method)["properties"] as JsonObject;
  }

  replyFields(path: string, method: string, status: string): JsonObject {
    return this.reply(path, method, status)["properties"] as JsonObject;
  }

  body(path: string, method: string): JsonObject {
    return this.at("paths", path, method, "requestBody", "content", "application/json", "schema");
  }

  reply(path: string, method: string, status: string): JsonObject {
    return this.at("paths", path, method, "responses", status, "content", "application/json", "schema");
  }
}

export function drop(object: JsonObject, key: string): void {
  if (!(key in object)) throw new Error(`no ${key} among ${Object.keys(object).join(", ")}`);
  delete object[key];
}
