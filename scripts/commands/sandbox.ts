import { once } from "node:events";
import { type Command, defineCommand } from "../command.ts";
import { count } from "../count.ts";
import { faultGrammar, faultKinds, faultSettings } from "../sandbox/faults/fault.ts";
import { faultHeader } from "../sandbox/faults/fault-source.ts";
import { type RecordedExchange, type Sandbox, startSandbox } from "../sandbox/sandbox.ts";
import { SpecError } from "../spec-error.ts";
import type { Workspace } from "../workspace.ts";

const defaultPort = "4010";

export const sandbox: Command = defineCommand({
  name: "sandbox",
  about:
    "Serves a pin on this machine, until Ctrl-C. It keeps identities; every other operation answers with a sample that fits the spec: lists have three pages, streams have events. Requests are checked by the spec, and a refused one is told why.",
  arguments: [],
  options: {
    pin: { value: "<pin>", help: "the pin that is served (default: the current one)" },
    port: { value: "<number>", default: defaultPort, help: "where it listens; 0 takes one that is free" },
    key: { value: "<text>", default: "sandbox-key", help: "the API key that requests must send" },
    faults: { value: "<share>", default: "0", help: "the share of requests that fail by themselves, from 0 to 1" },
  },
  tables: {
    [`faults, by the header ${faultHeader}: ${faultGrammar}`]: {
      "<status>": "answers with this status, from 400 to 599, and does nothing",
      ...faultKinds,
    },
    "settings of a fault:": faultSettings,
  },
  examples: [
    ["", "serves the current pin"],
    ["--pin 2026-08-21 --port 4020", "serves another one beside it"],
    ["--faults 0.05", "one request of twenty fails, always the same ones: for trying a long run"],
  ],
  exitCodes: { 0: "ended by Ctrl-C", 1: "an error: nothing was served" },
  needs: "serve a pin",
  run: async ({ pin, port, key, faults }, workspace) => {
    const options = { port: portOf(port), faults: { share: shareOf(faults) } };
    const { root, print } = workspace;
    const onExchange = (exchange: RecordedExchange): unknown => print(lineOf(exchange));
    // Heard from the start, so that Ctrl-C while a whole spec is read ends in the same way.
    const ended = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    workspace.status?.("reading the pin…");
    const running = await startSandbox({
      ...options,
      root,
      ...(pin !== undefined && { pin }),
      apiKey: key,
      keptExchanges: 0,
      onExchange,
    }).catch((error: unknown) => {
      throw explained(error, port);
    });
    introduce(workspace, running);
    await ended;
    await running.close();
    return 0;
  },
});

function introduce({ print }: Workspace, { url, apiKey, pin, operations }: Sandbox): void {
  print(`${pin}, ${count(operations.length, "operation")}, on ${url}`);
  print(`  export ORQ_BASE_URL=${url} ORQ_API_KEY=${apiKey}`);
  print("Ctrl-C ends it.");
}

/** Returns a line such as `POST /v2/identities 201 3 ms`, with what was wrong where something was. */
function lineOf({ method, path, status, reply, fault, durationMs }: RecordedExchange): string {
  const line = `${method} ${path} ${status || "no reply"} ${Math.round(durationMs)} ms`;
  if (fault !== undefined) return `${line}  ${faultHeader}: ${fault}`;
  return status >= 400 ? `${line}  ${JSON.stringify(reply)}` : line;
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new SpecError(`--port ${text}: expected a number from 0 to 65535`);
}

function shareOf(text: string): number {
  const share = Number(text);
  if (text.trim() !== "" && share >= 0 && share <= 1) return share;
  throw new SpecError(`--faults ${text}: expected a number from 0 to 1`);
}

function explained(error: unknown, port: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return new SpecError(`port ${port} is in use: pass --port <number>, or --port 0`);
  return code === "EACCES" ? new SpecError(`port ${port} may not be used: pass --port <number>, or --port 0`) : error;
}
