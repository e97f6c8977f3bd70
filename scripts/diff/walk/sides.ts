import type ts from "typescript";
import type { JsonObject } from "../../document/json.ts";
import { FactJudge } from "../facts/fact-judge.ts";
import { SchemaMaterial } from "../facts/schema-members.ts";
import type { SpecView } from "../spec-view.ts";
import { OperationTypes } from "../types/operation-types.ts";
import { TypeJudge } from "../types/type-judge.ts";
import { typeMaterial } from "../types/type-members.ts";
import type { TypeProgram } from "../types/type-program.ts";
import { type Direction, ValueWalk } from "./value-walk.ts";

/** Two documents, and the two judges of what stands at their places. */
export interface Sides {
  readonly before: SpecView;
  readonly after: SpecView;
  readonly checker: ts.TypeChecker;
  readonly typesOf: (operation: string) => readonly [before: OperationTypes, after: OperationTypes];
  readonly types: Readonly<Record<Direction, ValueWalk<ts.Type>>>;
  readonly facts: Readonly<Record<Direction, ValueWalk<JsonObject>>>;
}

export function sidesOf(before: SpecView, after: SpecView, { checker, operation }: TypeProgram): Sides {
  const types = typeMaterial(checker);
  const [schemasBefore, schemasAfter] = [new SchemaMaterial(before), new SchemaMaterial(after)];
  const typeWalk = (direction: Direction): ValueWalk<ts.Type> =>
    new ValueWalk(types, types, new TypeJudge(checker, direction));
  const factWalk = (direction: Direction): ValueWalk<JsonObject> =>
    new ValueWalk(schemasBefore, schemasAfter, new FactJudge(schemasBefore, schemasAfter, direction));
  return {
    before,
    after,
    checker,
    typesOf: (name) => {
      const [typeBefore, typeAfter] = operation(name);
      return [new OperationTypes(checker, typeBefore), new OperationTypes(checker, typeAfter)];
    },
    types: { request: typeWalk("request"), response: typeWalk("response") },
    facts: { request: factWalk("request"), response: factWalk("response") },
  };
}
