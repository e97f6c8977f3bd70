import type { JsonObject } from "../../document/json.ts";
import type { Pairing } from "../walk/members.ts";
import type { Direction, Judge, Place, Report } from "../walk/value-walk.ts";
import type { Alternative } from "./alternatives.ts";
import { type KeywordChange, keywordChanges } from "./keyword-changes.ts";
import type { SchemaMaterial } from "./schema-members.ts";

/** Compares what the types of two schemas cannot show. A constraint that refuses more than before breaks a request. */
export class FactJudge implements Judge<JsonObject> {
  readonly #before: SchemaMaterial;
  readonly #after: SchemaMaterial;
  readonly #isRequest: boolean;

  constructor(before: SchemaMaterial, after: SchemaMaterial, direction: Direction) {
    this.#before = before;
    this.#after = after;
    this.#isRequest = direction === "request";
  }

  /** Reports a change at the member that has it, and at the value itself if all its members have it. */
  judgeValues({ before, after, at }: Place<JsonObject>, pairing: Pairing<JsonObject>, report: Report): boolean {
    const groups = [
      ...pairing.pairs.map((pair) => ({
        at: { ...at, text: at.text + pair.name },
        changes: keywordChanges(pair.before, pair.after),
      })),
      ...this.#atomChanges(before, after).map((changes) => ({ at, changes })),
    ];
    const [first, ...others] = groups;
    const isShared = ({ message }: KeywordChange): boolean =>
      others.every(({ changes }) => changes.some((change) => change.message === message));
    const shared = new Set(others.length > 0 ? first?.changes.filter(isShared).map(({ message }) => message) : []);
    for (const group of groups) {
      for (const { message, tighter } of group.changes) {
        report(shared.has(message) ? at : group.at, message, tighter && this.#isRequest);
      }
    }
    return true;
  }

  judgeMembers(): boolean {
    return true;
  }

  judgeFields(): void {}

  /** Compares alternatives without an inside, such as two kinds of string, each with the one that it is most like. */
  #atomChanges(before: JsonObject, after: JsonObject): (readonly KeywordChange[])[] {
    const [atoms, successors] = [atomsOf(this.#before, before), atomsOf(this.#after, after)];
    const taken = new Set<Alternative>();
    const kept = atoms.flatMap((atom) => {
      const candidates = successors
        .filter(({ kind }) => kind === atom.kind)
        .map((successor) => ({ successor, changes: keywordChanges(atom.schema, successor.schema) }));
      const best = candidates.sort((a, b) => strictness(a.changes) - strictness(b.changes))[0];
      if (!best) return [];
      taken.add(best.successor);
      return [best.changes];
    });
    // What is taken besides the successors refuses nothing.
    const more = successors.flatMap((successor) => {
      const like = atoms.find(({ kind }) => kind === successor.kind);
      if (taken.has(successor) || !like) return [];
      return [keywordChanges(like.schema, successor.schema).map((change) => ({ ...change, tighter: false }))];
    });
    return [...kept, ...more];
  }
}

function atomsOf(material: SchemaMaterial, schema: JsonObject): Alternative[] {
  return material
    .alternativesOf(schema)
    .filter(({ kind }) => kind === "string" || kind === "number" || kind === "boolean" || kind === "any");
}

const tighterWeight = 1_000;

function strictness(changes: readonly KeywordChange[]): number {
  return changes.length + tighterWeight * changes.filter(({ tighter }) => tighter).length;
}
