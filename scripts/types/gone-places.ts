import ts from "typescript";
import { isError } from "../document/operation.ts";
import { isLiteral, isObjectLike, TypeView } from "./type-view.ts";
import { exportedType } from "./types-program.ts";

/** What the next pin no longer has of a declaration. */
export interface Loss {
  /** Whether no use of the declaration can stay as it is. */
  readonly isGone: boolean;
  /** The values that are gone, as TypeScript writes them. */
  readonly values: readonly string[];
}

/** How often callers meet a declaration, and how often the next pin has lost it there. */
interface Uses {
  count: number;
  gone: number;
  readonly values: Map<string, number>;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const parameterPlaces = ["query", "header", "path", "cookie"];

/**
 * Finds the declarations that the next pin no longer has. Compares types as callers see them, operation by operation, so
 * that another name of a component makes no difference. All users of a component share its declarations: a field is gone
 * when all operations have lost it. An operation that is gone takes its fields along, since a key in quotes, as in
 * `orq.call("POST /v2/contacts")`, cannot be struck through.
 */
export function gonePlaces(
  program: ts.Program,
  now: ts.SourceFile,
  next: ts.SourceFile,
): Map<ts.PropertySignature, Loss> {
  const view = new TypeView(program.getTypeChecker());
  const comparison = new Comparison(view);
  const roots = (name: string): (ts.Type | undefined)[] => [now, next].map((file) => exportedType(program, file, name));
  const [paths, nextPaths] = roots("paths");
  comparison.comparePaths(paths, nextPaths);
  const [operations, nextOperations] = roots("operations");
  comparison.compareNames(operations, nextOperations);
  const [schemas, nextSchemas] = roots("components").map((type) => view.at(type, "schemas"));
  comparison.compareNames(schemas, nextSchemas);
  return comparison.losses((declaration) => declaration.getSourceFile() === now);
}

class Comparison {
  readonly #view: TypeView;
  readonly #uses = new Map<ts.PropertySignature, Uses>();
  readonly #pending: (readonly [now: ts.Type, next: readonly ts.Type[]])[] = [];
  readonly #seen = new Set<string>();
  readonly #ids = new Map<ts.Type, number>();

  constructor(view: TypeView) {
    this.#view = view;
  }

  comparePaths(now: ts.Type | undefined, next: ts.Type | undefined): void {
    for (const path of this.#view.fields(now)) {
      const [item, nextItem] = [this.#view.at(now, path.name), this.#view.at(next, path.name)];
      const own = methods.filter((method) => this.#view.at(item, method));
      const gone = own.filter((method) => !this.#view.at(nextItem, method));
      this.#record(path, gone.length === own.length);
      for (const method of own) {
        this.#record(this.#view.field(item, method), gone.includes(method));
        this.#compareOperation(this.#view.at(item, method), this.#view.at(nextItem, method));
      }
    }
    for (let pair = this.#pending.pop(); pair; pair = this.#pending.pop()) this.#compare(...pair);
  }

  /** Compares names that callers can refer to, such as `operations["CreateContact"]`. */
  compareNames(now: ts.Type | undefined, next: ts.Type | undefined): void {
    for (const field of this.#view.fields(now)) this.#record(field, !this.#view.at(next, field.name));
  }

  losses(isOurs: (declaration: ts.PropertySignature) => boolean): Map<ts.PropertySignature, Loss> {
    const losses = new Map<ts.PropertySignature, Loss>();
    for (const [declaration, { count, gone, values }] of this.#uses) {
      const isGone = gone === count;
      const lost = [...values].filter(([, times]) => times === (isGone ? count : count - gone)).map(([value]) => value);
      if (isOurs(declaration) && (isGone || lost.length > 0)) losses.set(declaration, { isGone, values: lost });
    }
    return losses;
  }

  #compareOperation(now: ts.Type | undefined, next: ts.Type | undefined): void {
    const at = (...names: string[]): (ts.Type | undefined)[] =>
      [now, next].map((type) => this.#view.at(type, ...names));
    for (const place of parameterPlaces) {
      const [parameters, nextParameters] = at("parameters", place);
      if (parameters) this.#pending.push([parameters, nextParameters ? [nextParameters] : []]);
    }
    const [body, nextBody] = at("requestBody", "content");
    this.#compareContents(body, [nextBody]);
    const [responses, nextResponses] = at("responses");
    for (const { name: status } of this.#view.fields(responses)) {
      const isAlike = ({ name }: ts.Symbol): boolean => isError(name) === isError(status);
      const same = this.#view.at(nextResponses, status, "content");
      const alike = this.#view.fields(nextResponses).filter(isAlike);
      const others = alike.map(({ name }) => this.#view.at(nextResponses, name, "content"));
      this.#compareContents(this.#view.at(responses, status, "content"), same ? [same] : others);
    }
  }

  /** Compares each body with that of the same media type, or with all if there is none. */
  #compareContents(now: ts.Type | undefined, next: readonly (ts.Type | undefined)[]): void {
    for (const media of this.#view.fields(now)) {
      const same = next.flatMap((contents) => this.#view.typesOf(this.#view.field(contents, media.name)));
      const all = next.flatMap((contents) => this.#view.fields(contents)).flatMap((field) => this.#view.typesOf(field));
      for (const type of this.#view.typesOf(media)) this.#pending.push([type, same.length > 0 ? same : all]);
    }
  }

  #compare(now: ts.Type, next: readonly ts.Type[]): void {
    const key = [now, ...next].map((type) => this.#id(type)).join();
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const nextParts = next.flatMap((type) => this.#view.partsOf(type));
    const parts = this.#view.partsOf(now).filter(isObjectLike);
    for (const part of parts) {
      const fitting = parts.length > 1 ? this.#sameKind(part, nextParts) : nextParts;
      const items = this.#view.itemsOf(part);
      const nextItems = nextParts.flatMap((other) => this.#view.itemsOf(other) ?? []);
      for (const item of items ?? []) this.#pending.push([item, nextItems]);
      if (items) continue;
      for (const field of this.#view.fields(part)) this.#compareField(field, fitting);
      const nextUndeclared = fitting.flatMap((other) => this.#view.undeclaredOf(other));
      for (const type of this.#view.undeclaredOf(part)) this.#pending.push([type, nextUndeclared]);
    }
  }

  #compareField(field: ts.Symbol, next: readonly ts.Type[]): void {
    const after = next.flatMap((other) => {
      const own = this.#view.typesOf(this.#view.field(other, field.name));
      return own.length > 0 ? own : this.#view.undeclaredOf(other);
    });
    for (const type of this.#view.typesOf(field)) {
      const values = this.#view.valuesOf(type);
      const nextValues = after.flatMap((other) => this.#view.valuesOf(other));
      const lost = values.filter((value) => isLiteral(value) && !this.#view.isTaken(value, nextValues));
      if (after.length === 0) this.#record(field, true);
      else this.#record(field, lost.length > 0 && lost.length === values.length, lost);
      if (after.length > 0) this.#pending.push([type, after]);
    }
  }

  /** Returns the types whose fields can hold the same fixed values, such as `type: "text"`, or all if none can. */
  #sameKind(part: ts.Type, next: readonly ts.Type[]): readonly ts.Type[] {
    const valuesOf = (type: ts.Type, name: string): ts.Type[] =>
      this.#view.typesOf(this.#view.field(type, name)).flatMap((found) => this.#view.partsOf(found));
    const kinds = this.#view
      .fields(part)
      .map(({ name }) => ({ name, values: valuesOf(part, name) }))
      .filter(({ values }) => values.length > 0 && values.every(isLiteral));
    const same = next.filter((other) =>
      kinds.every(({ name, values }) => {
        const others = valuesOf(other, name);
        return others.length === 0 || values.some((value) => this.#view.isTaken(value, others));
      }),
    );
    return same.length > 0 ? same : next;
  }

  #record(field: ts.Symbol | undefined, isGone: boolean, lost: readonly ts.Type[] = []): void {
    for (const declaration of field?.declarations ?? []) {
      if (!ts.isPropertySignature(declaration)) continue;
      const uses = this.#uses.get(declaration) ?? { count: 0, gone: 0, values: new Map<string, number>() };
      this.#uses.set(declaration, uses);
      uses.count += 1;
      if (isGone) uses.gone += 1;
      for (const text of lost.map((value) => this.#view.textOf(value))) {
        uses.values.set(text, (uses.values.get(text) ?? 0) + 1);
      }
    }
  }

  #id(type: ts.Type): number {
    const id = this.#ids.get(type) ?? this.#ids.size;
    this.#ids.set(type, id);
    return id;
  }
}
