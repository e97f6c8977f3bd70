import type { OutgoingRequest, Reply } from "./send.ts";

export function replyOf(
  response: Response,
  { scope }: OutgoingRequest,
  content: Reply["content"],
  failure?: unknown,
): Reply {
  const { status, ok, headers } = response;
  const text = async (): Promise<string> => (typeof content === "string" ? content : new TextDecoder().decode(content));
  return { status, ok, headers, response, content, failure, attempts: scope.attempts, text };
}
