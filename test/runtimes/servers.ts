import { type Sandbox, startSandbox } from "../../scripts/sandbox/sandbox.ts";
import { bytes, bytesThenFin, bytesThenReset, fin, head, reply, reset } from "../support/acts.ts";
import { type Act, type RawServer, startRawServer } from "../support/raw-server.ts";
import type { Failure } from "./failures.ts";
import type { Plan } from "./program.ts";

export interface Servers {
  readonly plan: Plan;
  /** How many creates have arrived where a connection fails so. 0 where nothing can arrive. */
  readonly arrivedCreates: (failure: string) => number;
  close(): Promise<void>;
}

/** What every reply needs so that a page of another origin gets to read it. */
const cors = { "access-control-allow-origin": "*" };
const preflight = reply(200, {
  ...cors,
  "access-control-allow-methods": "*",
  "access-control-allow-headers": "*, authorization",
});

const acts = {
  "is reset before the headers": reset,
  "was used before, and is closed": (socket, request) =>
    (request.method === "GET" ? reply(200, cors, { external_id: "user_1" }) : fin)(socket, request),
  "is reset within the body": bytesThenReset(`${head(200, { ...cors, "content-length": "100" })}{"id":`),
  "brings broken gzip": bytes(head(200, { ...cors, "content-encoding": "gzip", "content-length": "8" }), "not gzip"),
  "brings what is not HTTP": bytesThenFin("SSH-2.0-OpenSSH_9.2\r\n"),
} satisfies Partial<Record<Failure, Act>>;

/** Starts a sandbox, and a server for each way in which a connection fails. */
export async function startServers(): Promise<Servers> {
  const sandbox: Sandbox = await startSandbox({ pin: "2026-08-21" });
  const echo = await startBrowsable((socket, request) => reply(200, cors, { received: request.body })(socket, request));
  const redirect = await startBrowsable(reply(302, { ...cors, location: "https://orq-client.invalid/" }));
  const refusing = await startRawServer();
  await refusing.close();
  const failing = new Map<string, RawServer>();
  for (const [failure, act] of Object.entries(acts)) failing.set(failure, await startBrowsable(act));
  const failures: Record<Failure, string> = {
    "is refused": refusing.url,
    "has a name that does not exist": "https://orq-client.invalid",
    "is TLS to a port without it": sandbox.url.replace("http:", "https:"),
    ...(Object.fromEntries([...failing].map(([failure, { url }]) => [failure, url])) as Record<
      keyof typeof acts,
      string
    >),
  };
  const { url, apiKey } = sandbox;
  return {
    plan: { apiKey, sandbox: url, upload: echo.url, redirect: redirect.url, failures },
    arrivedCreates: (failure) => failing.get(failure)?.requests.filter(({ method }) => method === "POST").length ?? 0,
    close: async () => {
      await Promise.all([sandbox, echo, redirect, ...failing.values()].map((server) => server.close()));
    },
  };
}

/** A server of exact bytes that lets pages of any origin ask. */
function startBrowsable(act: Act): Promise<RawServer> {
  return startRawServer((socket, request) => (request.method === "OPTIONS" ? preflight : act)(socket, request));
}
