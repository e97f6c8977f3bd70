import type { OutgoingRequest, Reply } from "./send.ts";

export function replyOf(
  response: Response,
  { scope }: OutgoingRequest,
  content: Reply["content"],
  failure?: unknown,
): Reply {
  const { status, ok, headers } = response;
  return { status, ok, headers, response, content, failure, attempts: scope.attempts };
}
