import { setupServer } from "msw/node";
import { createOpenApiHttp } from "openapi-msw";
import { NotFoundError, Orq, type paths } from "orq-client";
import { expect, it, onTestFinished } from "vitest";
import { handlers } from "../../examples/msw.ts";
import { failureOf } from "../support/raw-client.ts";

it("the MSW example answers the calls of a client", async () => {
  const server = setupServer(...handlers);
  server.listen({ onUnhandledRequest: "error" });
  onTestFinished(() => server.close());
  const orq = new Orq({ apiKey: "key" });
  expect(await orq.identities.retrieve("user_12345")).toMatchObject({ display_name: "Jane Smith", metrics: null });
  const updated = await orq.identities.update("user_12345", { display_name: "Jane Smith-Wilson" });
  expect(updated).toMatchObject({ external_id: "user_12345", display_name: "Jane Smith-Wilson" });
  const error = await failureOf(orq.identities.retrieve("user_67890"));
  expect(error).toBeInstanceOf(NotFoundError);
  expect(error.message).toContain("no identity user_67890");
});

it("a mock that the spec does not allow does not compile", () => {
  const http = createOpenApiHttp<paths>();
  http.get("/v2/identities/{id}", ({ response }) =>
    // @ts-expect-error the field is called display_name
    response(200).json({ _id: "1", external_id: "a", metrics: null, displayName: "Jane" }),
  );
  // @ts-expect-error there is no such operation
  http.put("/v2/identities/{id}", () => new Response());
});
