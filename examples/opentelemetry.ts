// Traces the calls of a client: one span for each attempt, made of the client's events.
// Run it with `ORQ_API_KEY=… npx tsx examples/opentelemetry.ts`.
import { type Span, SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import { BasicTracerProvider, ConsoleSpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { Orq, type OrqEvent } from "orq-client";

/** A listener for `onEvent`. The attributes are those of OpenTelemetry's conventions for HTTP clients. */
export function traceWith(tracer: Tracer): (event: OrqEvent) => void {
  const open = new Map<number, Span>();
  return (event) => {
    if (event.type === "request") {
      const { method, url, operation, attempt } = event;
      const attributes = {
        "http.request.method": method,
        "url.full": url,
        "server.address": new URL(url).hostname,
        ...(operation !== undefined && { "url.template": operation.slice(method.length + 1) }),
        ...(attempt > 1 && { "http.request.resend_count": attempt - 1 }),
      };
      open.set(event.callId, tracer.startSpan(operation ?? method, { kind: SpanKind.CLIENT, attributes }));
      return;
    }
    const span = open.get(event.callId);
    if (span === undefined) return;
    if (event.type === "response") {
      span.setAttribute("http.response.status_code", event.status);
      if (event.status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
    } else if (event.type === "retry" || event.type === "error") {
      // An attempt without a reply ends with what follows it: a retry, or the error of the call.
      const message = event.type === "retry" ? event.reason : event.error.code;
      span.setAttribute("error.type", message).setStatus({ code: SpanStatusCode.ERROR, message });
    }
    span.end();
    open.delete(event.callId);
  };
}

if (process.argv[1] === import.meta.filename) {
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())] });
  const orq = new Orq({ onEvent: traceWith(provider.getTracer("orq-client")) });
  await orq.call("GET /v2/identities", {});
  await provider.shutdown();
}
