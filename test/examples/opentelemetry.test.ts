import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { expect, it } from "vitest";
import { traceWith } from "../../examples/opentelemetry.ts";
import { ok, reply, reset } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import { replace, retrieve } from "../support/things.ts";

it("the OpenTelemetry example makes one span of each attempt", async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const { orq } = await startRawClient([reset, reply(503, { "retry-after": "0" }), ok, reply(404)], {
    onEvent: traceWith(provider.getTracer("test")),
  });
  await replace(orq);
  await failureOf(retrieve(orq));
  const spans = exporter
    .getFinishedSpans()
    .map(({ name, attributes }) => [
      name,
      attributes["http.request.resend_count"],
      attributes["http.response.status_code"] ?? attributes["error.type"],
    ]);
  expect(spans).toEqual([
    ["PUT /v2/things/{id}", undefined, "ECONNRESET"],
    ["PUT /v2/things/{id}", 1, 503],
    ["PUT /v2/things/{id}", 2, 200],
    ["GET /v2/things/{id}", undefined, 404],
  ]);
  await provider.shutdown();
});
