import { Orq, type OrqOptions } from "orq-client";
import { startSandboxClient } from "../support/sandbox-client.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";

/** A sandbox that is closed after the test, and a client of it. */
export async function startWithClient(
  options?: SandboxOptions,
  clientOptions?: OrqOptions,
): Promise<{ sandbox: Sandbox; orq: Orq }> {
  const { sandbox } = await startSandboxClient(options);
  return { sandbox, orq: new Orq({ apiKey: sandbox.apiKey, baseUrl: sandbox.url, ...clientOptions }) };
}
