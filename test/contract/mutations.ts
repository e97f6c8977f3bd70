import type { Editor } from "../support/spec-editor.ts";

/** The paths that the mutations change, and the files in which the compiler must notice. */
export const all = "/v2/identities";
export const one = "/v2/identities/{id}";
export const contract = "src/contract.ts";
export const traits = "src/traits.ts";
export const identities = "src/resources/identities.ts";
export const contacts = "src/resources/contacts.ts";
export const consumer = "test/contract/consumer.ts";

export interface Mutation {
  readonly name: string;
  readonly mutate: (spec: Editor) => void;
}

/** A mutation that must break the build: where, and what the compiler must say there. */
export interface Breaking extends Mutation {
  readonly file: string;
  readonly says: string;
}
