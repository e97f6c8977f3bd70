import { drop } from "../support/spec-editor.ts";
import { all, type Breaking, consumer, identities, one } from "./mutations.ts";

export const breakingRequests: readonly Breaking[] = [
  {
    name: "a path parameter is renamed",
    mutate: (spec) => {
      for (const method of ["get", "patch", "delete"]) spec.parameter(one, method, "id")["name"] = "identity_id";
    },
    file: identities,
    says: "identity_id",
  },
  {
    name: "a path parameter is added",
    mutate: (spec) => spec.parameters(one, "patch").push({ name: "realm", in: "path", required: true, schema: {} }),
    file: identities,
    says: "Property 'realm' is missing",
  },
  {
    name: "an object in a query that a caller of the facade sends is removed",
    mutate: (spec) => spec.dropParameter(all, "get", "filter_by"),
    file: consumer,
    says: "'filter_by' does not exist",
  },
  {
    name: "the cursor that the facade sends is removed",
    mutate: (spec) => spec.dropParameter(all, "get", "starting_after"),
    file: identities,
    says: 'Not<"a list"',
  },
  {
    name: "an optional query key that a caller of the facade sends is removed",
    mutate: (spec) => spec.dropParameter(all, "get", "search"),
    file: consumer,
    says: "'search' does not exist in type",
  },
  {
    name: "an optional query key that a caller of orq.call sends is removed",
    mutate: (spec) => spec.dropParameter(all, "get", "ending_before"),
    file: consumer,
    says: "'ending_before' does not exist in type",
  },
  {
    name: "an optional body key that a caller of the facade sends is removed",
    mutate: (spec) => drop(spec.bodyFields(one, "patch"), "display_name"),
    file: consumer,
    says: "'display_name' does not exist in type",
  },
  {
    name: "an optional body key that a caller of orq.call sends is removed",
    mutate: (spec) => drop(spec.bodyFields(one, "patch"), "avatar_url"),
    file: consumer,
    says: "'avatar_url' does not exist in type",
  },
  {
    name: "a body field becomes required",
    mutate: (spec) => {
      spec.body("/v2/contacts", "post")["required"] = ["external_id", "display_name"];
    },
    file: consumer,
    says: "Property 'display_name' is missing",
  },
  {
    name: "a query parameter becomes required",
    mutate: (spec) => {
      spec.parameter(all, "get", "limit")["required"] = true;
    },
    file: identities,
    says: "Property 'limit' is missing",
  },
  {
    name: "a query parameter changes its type",
    mutate: (spec) => {
      spec.parameter(all, "get", "limit")["schema"] = { type: "string" };
    },
    file: consumer,
    says: "Type 'number' is not assignable to type 'string'",
  },
  {
    name: "a body field can no longer be null",
    mutate: (spec) => {
      spec.bodyFields(one, "patch")["display_name"] = { type: "string" };
    },
    file: consumer,
    says: "Type 'null' is not assignable to type 'string'",
  },
];
