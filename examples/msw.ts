// Mocks the API in your tests: openapi-msw over the client's types, so that a mock that the spec does not allow does not compile.
import type { HttpHandler } from "msw";
import { createOpenApiHttp } from "openapi-msw";
import type { paths } from "orq-client";

const jane = { _id: "01J0000000000000000000000", external_id: "user_12345", display_name: "Jane Smith" };

const http = createOpenApiHttp<paths>({ baseUrl: "https://api.orq.ai" });

/** The handlers of a test: `setupServer(...handlers).listen()`. */
export const handlers: readonly HttpHandler[] = [
  http.get("/v2/identities/{id}", ({ params, response }) =>
    params.id === jane.external_id
      ? response(200).json({ ...jane, metrics: null })
      : response(404).json({ error: `no identity ${params.id}` }),
  ),
  http.patch("/v2/identities/{id}", async ({ request, response }) =>
    response(200).json({ ...jane, ...(await request.json()) }),
  ),
];
