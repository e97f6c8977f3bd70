import type { Api } from "./api/api.ts";
import type { Operation } from "./api/operation.ts";
import { matchRoute } from "./api/route.ts";
import type { Handler } from "./identities/identity-operations.ts";
import { checkReply } from "./replies/check-reply.ts";
import { type Reply, refuse, refuseWithCode } from "./replies/reply.ts";
import { sampledReply } from "./replies/sampled-reply.ts";
import { RequestProblem } from "./requests/problem.ts";
import { readRequest } from "./requests/read-request.ts";
import type { ReceivedRequest } from "./requests/request.ts";

/** All that one sandbox does not share with another of the same pin. */
export interface Run {
  readonly api: Api;
  readonly apiKey: string;
  /** The operations that keep records, by key. Every other one is answered by a sample. */
  readonly handlers: Readonly<Record<string, Handler>>;
}

export interface Answer {
  /** `undefined` when no operation has been found. */
  readonly operation?: Operation;
  readonly body?: unknown;
  readonly reply: Reply;
}

/** Answers a request as the API would: by its document, and by what the sandbox has stored before. */
export async function answer({ api, apiKey, handlers }: Run, received: ReceivedRequest): Promise<Answer> {
  const { method, path, headers } = received;
  const match = matchRoute(api.routes, method, path);
  if (match === "path") return { reply: refuse(404, `No operation has the path ${path}`) };
  if (match === "method") return { reply: refuse(405, `${path} does not take ${method}`) };
  const { operation } = match;
  const { authorization } = headers;
  if (authorization !== `Bearer ${apiKey}`) {
    const reply =
      authorization === undefined
        ? refuseWithCode(401, "authentication_required", "The authorization header is missing")
        : refuseWithCode(401, "invalid_api_key", "The API key is not valid");
    return { operation, reply };
  }
  try {
    const request = await readRequest(api, match, received);
    const handler = handlers[operation.key];
    const reply = handler ? handler(request) : sampledReply(api, operation, request);
    return { operation, body: request.body, reply: checkReply(api, operation, reply) };
  } catch (error) {
    if (error instanceof RequestProblem) return { operation, reply: refuse(400, error.message) };
    return { operation, reply: refuse(500, `The sandbox failed: ${(error as Error).message}`) };
  }
}
