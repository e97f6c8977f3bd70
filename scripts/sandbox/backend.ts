import addFormatsModule from "ajv-formats";
import { type Context, type Document, OpenAPIBackend } from "openapi-backend";
import type { Operation } from "./operations.ts";
import type { ParsedQuery } from "./query.ts";
import { type Reply, refuse, refuseWithCode } from "./reply.ts";
import { checkReply } from "./reply-check.ts";
import { describeRequestErrors, undeclaredBody } from "./request-check.ts";

export interface BackendRequest {
  readonly method: string;
  readonly path: string;
  readonly query: ParsedQuery;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came: the backend parses it, and says so when it is not JSON. */
  readonly text: string;
}

/** All that one sandbox does not share with another. */
export interface Workspace {
  readonly apiKey: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

export type Backend = (request: BackendRequest, workspace: Workspace) => Promise<Reply>;

/** Routes and validates by the document, and leaves the rest to the workspace that the request is for. */
export async function createBackend(document: Document): Promise<Backend> {
  const backend = new OpenAPIBackend({
    // The backend resolves references in place.
    definition: structuredClone(document),
    // Quick start leaves out the check of the document itself, which knows OpenAPI 3.0 alone.
    quick: true,
    strict: true,
    coerceTypes: true,
    // `/v2/identities/` is an empty id, and no list.
    ignoreTrailingSlashes: false,
    customizeAjv: (ajv) =>
      // The ids carry a prefix before their ULID: as ULIDs they would all be invalid.
      addFormatsModule.default(ajv, ["email", "uri", "date-time", "uuid"]).addFormat("ulid", true),
    securityHandlers: { ApiKey: hasKey },
    handlers: {
      notFound: ({ request }: Context) => refuse(404, `No operation has the path ${request.path}`),
      methodNotAllowed: ({ request }: Context) => refuse(405, `${request.path} does not take ${request.method}`),
      unauthorizedHandler: ({ request }: Context) =>
        request.headers.authorization === undefined
          ? refuseWithCode(401, "authentication_required", "The authorization header is missing")
          : refuseWithCode(401, "invalid_api_key", "The API key is not valid"),
      validationFail: ({ validation }: Context) => refuse(400, describeRequestErrors(validation)),
      notImplemented: perform,
      postResponseHandler: checkReply,
    },
  });
  await backend.init();

  return ({ query, text, headers, ...request }, workspace) =>
    backend.handleRequest(
      {
        ...request,
        headers: withBareContentType(headers),
        // The backend's type leaves out that a query parameter can be an object; its validator takes one.
        query: query as Record<string, string | string[]>,
        body: text === "" ? undefined : text,
      },
      workspace,
    );
}

function hasKey({ request }: Context, { apiKey }: Workspace): boolean {
  return request.headers.authorization === `Bearer ${apiKey}`;
}

/** Stands in for every operation: the backend's own handlers would be the same for all workspaces. */
function perform(context: Context, { operations }: Workspace): Reply {
  const { operationId = "" } = context.operation;
  const operation = operations[operationId];
  if (operation === undefined) return refuse(501, `The sandbox does not play ${operationId}`);
  const { params, query, requestBody } = context.request;
  return (
    undeclaredBody(context) ?? operation({ id: decodeURIComponent(params.id ?? ""), query, body: requestBody ?? {} })
  );
}

/** The backend leaves a body unchecked whose content-type says more than `application/json`, such as its charset. */
function withBareContentType(headers: Readonly<Record<string, string>>): Record<string, string> {
  const contentType = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  return contentType === undefined ? { ...headers } : { ...headers, "content-type": contentType };
}
