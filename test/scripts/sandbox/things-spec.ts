import type { JsonObject } from "../../../scripts/document/json.ts";

const text: JsonObject = { type: "string" };
const thing: JsonObject = {
  type: "object",
  properties: {
    thing_id: { type: "string", pattern: "^[0-9A-HJKMNP-TV-Z]{26}$" },
    name: text,
    kind: { type: "string", enum: ["small", "large"] },
    page: { type: "string", format: "uri", pattern: "^https://" },
    created: { type: "string", format: "date-time" },
    parent: { anyOf: [{ $ref: "#/components/schemas/Thing" }, { type: "null" }] },
  },
  required: ["thing_id", "name", "kind", "never_declared"],
};

function answering(content: JsonObject, more: JsonObject = {}): JsonObject {
  return { tags: ["Things"], responses: { "200": { description: "OK", content } }, ...more };
}

const json = (schema: JsonObject): JsonObject => ({ "application/json": { schema } });
const reference: JsonObject = { $ref: "#/components/schemas/Thing" };
const parameter = (name: string, schema: JsonObject = text, where = "query"): JsonObject => ({
  name,
  in: where,
  required: where === "path",
  schema,
});

/** A spec of a list, a stream, an upload and the rest of what a sandbox has to answer. */
export const thingsSpec: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Things", version: "1" },
  servers: [{ url: "https://api.example.com" }],
  security: [{ ApiKey: [] }],
  tags: [{ name: "Things" }],
  paths: {
    "/things": {
      get: answering(
        json({
          type: "object",
          properties: {
            object: { type: "string", enum: ["list"] },
            data: { type: "array", items: reference },
            has_more: { type: "boolean" },
          },
          required: ["object", "data", "has_more"],
        }),
        {
          parameters: [
            parameter("limit", { type: "integer" }),
            parameter("starting_after"),
            parameter("ending_before"),
            parameter("tags", { type: "array", items: text }),
          ],
        },
      ),
    },
    "/things/{id}": { get: answering(json(reference), { parameters: [parameter("id", text, "path")] }) },
    "/things/{id}:cancel": {
      post: {
        tags: ["Things"],
        parameters: [parameter("id", text, "path")],
        responses: { "204": { description: "Done" } },
      },
    },
    "/things/watch": {
      post: answering(
        {
          ...json(reference),
          "text/event-stream": {
            schema: {
              type: "object",
              properties: {
                data: {
                  oneOf: ["began", "ended"].map((type) => ({
                    type: "object",
                    properties: { type: { type: "string", const: type } },
                    required: ["type"],
                  })),
                },
              },
              required: ["data"],
            },
          },
        },
        {
          requestBody: { content: json({ type: "object", properties: { stream: { type: "boolean" } } }) },
        },
      ),
    },
    "/things/upload": {
      post: answering(json(reference), {
        requestBody: {
          required: true,
          content: {
            "multipart/form-data": {
              schema: {
                type: "object",
                properties: {
                  file: { type: "string", format: "binary" },
                  name: text,
                  count: { type: "integer" },
                  labels: { type: "object", properties: { color: text } },
                  tags: { type: "array", items: text },
                },
                required: ["file"],
                additionalProperties: false,
              },
            },
          },
        },
      }),
    },
  },
  components: {
    schemas: { Thing: thing },
    securitySchemes: { ApiKey: { type: "http", scheme: "bearer" } },
  },
};
