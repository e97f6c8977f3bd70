import type { Api } from "../api/api.ts";
import type { Match } from "../api/route.ts";
import { RequestProblem, refuseErrors } from "./problem.ts";
import { readBody } from "./read-body.ts";
import { foldObjects, parseQuery } from "./read-query.ts";
import type { ReceivedRequest, ValidRequest } from "./request.ts";

/**
 * Reads a request as the document declares it: texts of the path and the query become numbers, lists and objects.
 *
 * @throws {RequestProblem} when it is not what the document declares.
 */
export async function readRequest(
  api: Api,
  { operation, parameters }: Match,
  received: ReceivedRequest,
): Promise<ValidRequest> {
  const path = Object.fromEntries(Object.entries(parameters).map(([name, text]) => [name, decoded(name, text)]));
  refuseErrors("path", api.checker.parameterErrors(operation, "path", path));
  const query = foldObjects(parseQuery(received.search), operation);
  refuseErrors("query", api.checker.parameterErrors(operation, "query", query));
  return { path, query, body: await readBody(api, operation, received), headers: received.headers };
}

function decoded(name: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RequestProblem(`path.${name}: ${text} is not percent-encoded UTF-8`);
  }
}
