import { drop } from "../support/spec-editor.ts";
import { all, type Breaking, consumer, contract, identities, one, traits } from "./mutations.ts";

export const breakingReplies: readonly Breaking[] = [
  {
    name: "a field of the list that the facade pages by is removed",
    mutate: (spec) => drop(spec.replyFields(all, "get", "200"), "has_more"),
    file: identities,
    says: 'Not<"a list"',
  },
  {
    name: "a field of the list that the facade pages by may be missing",
    mutate: (spec) => {
      spec.reply(all, "get", "200")["required"] = ["object", "data"];
    },
    file: "src/traits.ts",
    says: "'has_more' is optional",
  },
  {
    name: "the cursor field of an item is renamed",
    mutate: (spec) =>
      spec.rename(
        [
          "paths",
          all,
          "get",
          "responses",
          "200",
          "content",
          "application/json",
          "schema",
          "properties",
          "data",
          "items",
          "properties",
          "_id",
        ],
        "id",
      ),
    file: identities,
    says: "_id",
  },
  {
    name: "a field of the reply that a caller reads is removed",
    mutate: (spec) => drop(spec.replyFields("/v2/identities", "post", "201"), "workspace_id"),
    file: consumer,
    says: "workspace_id",
  },
  {
    name: "a field of the reply changes its type",
    mutate: (spec) => {
      spec.reply(one, "patch", "200")["properties"] = {
        ...spec.replyFields(one, "patch", "200"),
        display_name: { type: "integer" },
      };
    },
    file: consumer,
    says: "Type 'number' is not assignable to type 'string'",
  },
  {
    name: "the reply is wrapped, as it is since 2026-05-17",
    mutate: (spec) => {
      const media = spec.at("paths", one, "patch", "responses", "200", "content", "application/json");
      media["schema"] = {
        type: "object",
        properties: { identity: spec.reply(one, "patch", "200") },
        required: ["identity"],
      };
    },
    file: traits,
    says: "Property '_id' is missing in type '{ identity:",
  },
  {
    name: "the success response is dropped",
    mutate: (spec) => spec.remove("paths", one, "patch", "responses", "200"),
    file: contract,
    says: `Property '"PATCH /v2/identities/{id}"' is missing`,
  },
  {
    name: "the success response loses its content",
    mutate: (spec) => spec.remove("paths", one, "patch", "responses", "200", "content"),
    file: traits,
    says: "is not assignable",
  },
  {
    name: "a success without content is added beside the one with",
    mutate: (spec) => {
      spec.at("paths", "/v2/contacts", "post", "responses")["204"] = { description: "Nothing has changed" };
    },
    file: traits,
    says: "is not assignable",
  },
];
