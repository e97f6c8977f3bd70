import { Orq, type OrqOptions } from "orq-client";
import { create, type Fields, thingsOf } from "../../support/things.ts";
import { type Contender, defaultKey } from "./contender.ts";

/** This client. It calls the fixture's operations, but where a method of the facade knows more than types can tell. */
export const ours: Contender = {
  name: "orq-client",
  open: ({ apiKey = defaultKey, baseUrl, ...settings }) => {
    const given = { ...settings, apiKey, ...(baseUrl !== undefined && { baseUrl }) };
    const client = new Orq(given as OrqOptions);
    return {
      client,
      update: async (id, fields, options) => {
        const init = { params: { path: { id: id as string } }, body: fields as Fields, ...options };
        return thingsOf(client).call("PUT /v2/things/{id}", init);
      },
      create: async (options) => create(client, {}, options),
      promised: async () => client.identities.update("user_1", {}),
      walk: (options) => client.identities.list({}, options),
    };
  },
};
