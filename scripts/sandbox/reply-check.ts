import { type Context, SetMatchType } from "openapi-backend";
import { type Reply, refuse } from "./reply.ts";

/** Turns a reply that breaks the served document into a 500, so that a mistake of the sandbox fails a test. */
export function checkReply({ api, operation, response }: Context): Reply {
  const reply: Reply = response;
  // Only a request that found no operation has none, which the backend's type leaves out.
  if (operation === undefined) return reply;

  if (!isDeclared(Object.keys(operation.responses ?? {}), reply.status)) {
    // The API declares few of its refusals, but all of its successes.
    return reply.status >= 400 ? reply : broken(operation.operationId, `the status ${reply.status} is not declared`);
  }
  const errors = [
    ...(api.validateResponse(reply.body ?? null, operation, reply.status).errors ?? []),
    ...(api.validateResponseHeaders(reply.headers ?? {}, operation, {
      statusCode: reply.status,
      setMatchType: SetMatchType.Superset,
    }).errors ?? []),
  ];
  if (errors.length === 0) return reply;
  return broken(operation.operationId, errors.map((error) => `${error.instancePath} ${error.message}`).join("; "));
}

function isDeclared(declared: readonly string[], status: number): boolean {
  return [`${status}`, `${Math.floor(status / 100)}XX`, "default"].some((key) => declared.includes(key));
}

function broken(operationId: string | undefined, reason: string): Reply {
  return refuse(500, `The sandbox broke its own document in ${operationId}: ${reason}`);
}
