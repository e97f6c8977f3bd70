import { all, type Breaking, consumer, contacts, contract, identities, one } from "./mutations.ts";

export const breakingOperations: readonly Breaking[] = [
  {
    name: "an operation is removed",
    mutate: (spec) => spec.remove("paths", one, "delete"),
    file: contract,
    says: `'"DELETE /v2/identities/{id}"' does not exist in type`,
  },
  {
    name: "an operation is removed (its resource)",
    mutate: (spec) => spec.remove("paths", one, "delete"),
    file: identities,
    says: `"DELETE /v2/identities/{id}"`,
  },
  {
    name: "an operation is removed (a caller of orq.call)",
    mutate: (spec) => spec.remove("paths", one, "patch"),
    file: consumer,
    says: `"PATCH /v2/identities/{id}"`,
  },
  {
    name: "the contacts leave the spec, as they did on 2026-06-02",
    mutate: (spec) => spec.remove("paths", "/v2/contacts"),
    file: contacts,
    says: `"POST /v2/contacts"`,
  },
  {
    name: "an operation changes its method",
    mutate: (spec) => spec.rename(["paths", one, "patch"], "put"),
    file: contract,
    says: `'"PATCH /v2/identities/{id}"' does not exist in type`,
  },
  {
    name: "a path is renamed",
    mutate: (spec) => spec.rename(["paths", all], "/v3/identities"),
    file: contract,
    says: `'"GET /v2/identities"' does not exist in type`,
  },
  {
    name: "the whole query of an operation is removed",
    mutate: (spec) => spec.dropParameter(one, "get", "include_metrics"),
    file: identities,
    says: "'query' does not exist in type",
  },
  {
    name: "the body of an operation is removed",
    mutate: (spec) => spec.remove("paths", one, "patch", "requestBody"),
    file: identities,
    says: "'body' does not exist in type",
  },
  {
    name: "an operation is added at a served path",
    mutate: (spec) => {
      spec.at("paths", one)["put"] = structuredClone(spec.at("paths", one, "patch"));
      spec.at("paths", one, "put")["operationId"] = "ReplaceIdentity";
    },
    file: contract,
    says: `Property '"PUT /v2/identities/{id}"' is missing`,
  },
  {
    name: "an operation is added below a served path",
    mutate: (spec) => {
      spec.at("paths")["/v2/identities/{id}/metrics"] = {
        get: {
          operationId: "GetMetrics",
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          responses: { "204": { description: "None" } },
        },
      };
    },
    file: contract,
    says: `Property '"GET /v2/identities/{id}/metrics"' is missing`,
  },
];
