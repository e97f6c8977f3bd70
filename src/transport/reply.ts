import type { OutgoingRequest, Reply } from "./send.ts";

export function replyOf(
  response: Response,
  { scope }: OutgoingRequest,
  content: Reply["content"],
  failure?: unknown,
): Reply {
  const { status, ok } = response;
  return { status, ok, headers: none, response, content, failure, attempts: scope.attempts, text };
}

const none = { get: () => null };

async function text(this: Reply): Promise<string> {
  return typeof this.content === "string" ? this.content : new TextDecoder().decode(this.content);
}
