import type { Api } from "../api/api.ts";
import type { Contents, Operation } from "../api/operation.ts";
import type { ValidRequest } from "../requests/request.ts";
import { type Reply, refuse } from "./reply.ts";
import { sampledList } from "./sampled-list.ts";

const json = "application/json";
const eventStream = "text/event-stream";

/** Answers an operation that keeps no records: by its first declared success, with values that fit. */
export function sampledReply(api: Api, operation: Operation, request: ValidRequest): Reply {
  const success = [...operation.responses.keys()].filter((status) => /^2(\d\d|XX)$/i.test(status)).sort()[0];
  const response = operation.responses.get(success ?? "");
  if (success === undefined || response === undefined) return refuse(501, `${operation.name} declares no success`);
  const reply: Reply = {
    status: Number(success.replace(/XX/i, "00")),
    headers: Object.fromEntries(
      response.headers.map(({ name, schema }) => [name, String(api.sampler.sample(schema.pointer))]),
    ),
  };
  const type = chosenType(response.contents, request);
  const schema = response.contents.get(type);
  if (schema === undefined) return reply;
  if (type === eventStream) return { ...reply, events: api.sampler.events(schema) };
  if (type !== json) return { ...reply, text: { type, content: String(api.sampler.sample(schema.pointer)) } };
  return sampledList(api, operation, schema, request, reply) ?? { ...reply, body: api.sampler.sample(schema.pointer) };
}

/** Events where the request asks for them or nothing else is declared, then what `accept` names, then JSON. */
function chosenType(contents: Contents, { headers, body }: ValidRequest): string {
  const { accept = "" } = headers;
  const asked = [...contents.keys()].filter((type) => accept.includes(type));
  const isStream = typeof body === "object" && body !== null && "stream" in body && body.stream === true;
  if (isStream && contents.has(eventStream)) return eventStream;
  return asked[0] ?? [json, ...contents.keys()].find((type) => contents.has(type)) ?? "";
}
