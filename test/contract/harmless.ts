import { type Mutation, one } from "./mutations.ts";

export const harmless: readonly Mutation[] = [
  {
    name: "a description is reworded",
    mutate: (spec) => {
      spec.at("paths", one, "patch")["description"] = "Changes an identity.";
    },
  },
  {
    name: "an operationId is renamed",
    mutate: (spec) => {
      spec.at("paths", one, "patch")["operationId"] = "PatchIdentity";
    },
  },
  {
    name: "an optional field is added to a reply",
    mutate: (spec) => {
      spec.replyFields(one, "patch", "200")["budget"] = { type: "number" };
    },
  },
  {
    name: "an optional field is added to a body",
    mutate: (spec) => {
      spec.bodyFields(one, "patch")["locale"] = {
        type: "string",
      };
    },
  },
  {
    name: "an optional query parameter is added",
    mutate: (spec) => {
      spec.parameters("/v2/identities", "get").push({ name: "sort_by", in: "query", schema: { type: "string" } });
    },
  },
  {
    name: "an error response is added",
    mutate: (spec) => {
      spec.at("paths", one, "patch", "responses")["409"] = { description: "Changed meanwhile" };
    },
  },
  {
    name: "a field of a reply becomes required",
    mutate: (spec) => {
      spec.reply(one, "patch", "200")["required"] = ["_id", "external_id", "created"];
    },
  },
  {
    name: "an operation is added elsewhere",
    mutate: (spec) => {
      spec.at("paths")["/v2/datasets"] = {
        get: { operationId: "ListDatasets", responses: { "204": { description: "None" } } },
      };
    },
  },
];
