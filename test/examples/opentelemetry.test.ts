import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { expect, it } from "vitest";
import { traceWith } from "../../examples/opentelemetry.ts";
import { ok, reply, reset } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";

it("the OpenTelemetry example makes one span of each attempt", async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const { orq } = await startRawClient([reset, reply(503, { "retry-after": "0" }), ok, reply(404)], {
    onEvent: traceWith(provider.getTracer("test")),
  });
  await orq.identities.update("user_1", {});
  await failureOf(orq.identities.retrieve("user_1"));
  const spans = exporter
    .getFinishedSpans()
    .map(({ name, attributes }) => [
      name,
      attributes["http.request.resend_count"],
      attributes["http.response.status_code"] ?? attributes["error.type"],
    ]);
  expect(spans).toEqual([
    ["PATCH /v2/identities/{id}", undefined, "ECONNRESET"],
    ["PATCH /v2/identities/{id}", 1, 503],
    ["PATCH /v2/identities/{id}", 2, 200],
    ["GET /v2/identities/{id}", undefined, 404],
  ]);
  await provider.shutdown();
});
