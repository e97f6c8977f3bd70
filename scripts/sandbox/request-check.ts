import type { Context, ValidationResult } from "openapi-backend";
import { type Reply, refuse } from "./reply.ts";

/** One line that names each field and what is wrong with it. */
export function describeRequestErrors({ errors }: ValidationResult): string {
  const found = errors ?? [];
  // A body that is no JSON fails its schema as well, which is no news.
  const unparsed = found.find((error) => error.keyword === "parse");
  if (unparsed !== undefined) return `body: is not JSON (${unparsed.message})`;
  return found
    .map(({ instancePath, message, params }) => {
      const place = instancePath
        .slice(1)
        .replaceAll("/", ".")
        .replace(/^requestBody/, "body");
      const extra = params["additionalProperty"];
      return `${place || "request"}: ${message}${extra === undefined ? "" : ` (${extra})`}`;
    })
    .join("; ");
}

/** The backend ignores a body that it cannot place, so what a client sends by mistake would go unnoticed. */
export function undeclaredBody({ operation, request }: Context): Reply | undefined {
  if (request.body === undefined) return undefined;
  if (operation.requestBody === undefined) return refuse(400, `body: ${operation.operationId} takes none`);
  const contentType = request.headers["content-type"];
  if (contentType === "application/json") return undefined;
  return refuse(400, `body: the content-type is ${contentType ?? "missing"} and not application/json`);
}
