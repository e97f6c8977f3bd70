import type { Api } from "../api/api.ts";
import type { Operation } from "../api/operation.ts";
import { describeErrors } from "../requests/problem.ts";
import { type Reply, refuse } from "./reply.ts";

const json = "application/json";
const eventStream = "text/event-stream";

/** Turns a reply that breaks the served document into a 500, so that a mistake of the sandbox fails a test. */
export function checkReply({ checker }: Api, operation: Operation, reply: Reply): Reply {
  const problem = problemOf(checker, operation, reply);
  return problem === undefined
    ? reply
    : refuse(500, `The sandbox broke its own document in ${operation.name}: ${problem}`);
}

function problemOf(checker: Api["checker"], { responses }: Operation, reply: Reply): string | undefined {
  const { status, headers = {}, body, events = [] } = reply;
  const family = `${Math.floor(status / 100)}XX`;
  const declared = responses.get(`${status}`) ?? responses.get(family) ?? responses.get("default");
  // The API declares few of its refusals, but all of its successes.
  if (declared === undefined) return status >= 400 ? undefined : `the status ${status} is not declared`;

  const missing = declared.headers.find(({ name }) => headers[name] === undefined);
  if (missing !== undefined) return `the header '${missing.name}' is missing`;
  const values = reply.events === undefined ? [body] : events;
  const schema = declared.contents.get(reply.events === undefined ? json : eventStream);
  if (schema === undefined || reply.text !== undefined) return undefined;
  const errors = values.flatMap((value) => checker.errors(schema.pointer, value ?? null));
  return errors.length === 0 ? undefined : describeErrors("body", errors);
}
