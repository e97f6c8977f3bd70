import { Orq, type OrqOptions } from "orq-client";
import { onTestFinished } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../scripts/sandbox/sandbox.ts";

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export type Call = (operation: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** The pins that declare the identity family in its two generations. */
const pins = { older: "2026-05-14", newer: "2026-08-21" };

export interface TestSandboxOptions extends SandboxOptions {
  /** Default: that of the current pin. */
  readonly generation?: keyof typeof pins;
}

/** A sandbox that is closed after the test, and plain fetch to call it with. */
export async function startSandboxClient({ generation, ...options }: TestSandboxOptions = {}): Promise<{
  sandbox: Sandbox;
  call: Call;
}> {
  const sandbox = await startSandbox({ ...(generation && { pin: pins[generation] }), ...options });
  closeAfterTest(sandbox);
  const call: Call = async (operation, body, headers = {}) => {
    const [method = "", path = ""] = operation.split(" ");
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${sandbox.apiKey}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
  };
  return { sandbox, call };
}

export function closeAfterTest(sandbox: Sandbox): Sandbox {
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** A sandbox that is closed after the test, and a client of it. */
export async function startWithClient(
  options?: TestSandboxOptions,
  clientOptions?: OrqOptions,
): Promise<{ sandbox: Sandbox; orq: Orq }> {
  const { sandbox } = await startSandboxClient(options);
  return { sandbox, orq: new Orq({ apiKey: sandbox.apiKey, baseUrl: sandbox.url, ...clientOptions }) };
}
