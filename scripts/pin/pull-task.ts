import { readConfig, sourcesOf } from "../config.ts";
import type { BuiltSpec } from "../document/build-spec.ts";
import { sha256 } from "../document/canonical.ts";
import { readOverlayText } from "../document/overlay.ts";
import { normaliseScope } from "../document/scope.ts";
import type { SourceRequest } from "../source/read-sources.ts";
import type { SourceFile } from "../source/source-file.ts";
import { generator } from "../types/generate-types.ts";
import type { Workspace } from "../workspace.ts";
import { checkedLock, knownValidators, type Lock, type Pin } from "./lockfile.ts";
import { checkChosenName, dateIn } from "./pin-name.ts";

/** What the user asks of a pull. */
export interface PullFlags {
  readonly from?: string | undefined;
  readonly pin?: string | undefined;
  readonly scope?: string | undefined;
  readonly channel?: string | undefined;
  readonly accept: boolean;
  readonly use: boolean;
}

/** What a pull starts from: what the user asks of it, the configuration, and the lock. */
export interface PullTask {
  readonly lock: Lock | undefined;
  readonly scope: string;
  readonly request: SourceRequest;
  /** The name that `--pin` asks for. */
  readonly askedName: string | undefined;
  readonly accept: boolean;
  /** Whether the pin becomes current. */
  readonly use: boolean;
  /** Hash of `openapi/overlay.yaml`. */
  readonly overlaySha256: string;
  /** UTC, as `2026-05-14`. */
  readonly today: string;
}

/** Reads what a pull needs to know. Checks all of it before the first request. */
export function pullTask(flags: PullFlags, { root, callerFolder = root, print }: Workspace): PullTask {
  const { from, pin: askedName, accept, use } = flags;
  if (askedName !== undefined) checkChosenName(askedName);
  const config = readConfig(root);
  const channel = from === undefined ? (flags.channel ?? config.channel) : undefined;
  const lock = checkedLock(root);
  const scope = normaliseScope(flags.scope ?? config.scope);
  const overlaySha256 = sha256(readOverlayText(root));
  const known = knownValidators(lock, scope, overlaySha256);
  const request: SourceRequest = {
    folders: { root, callerFolder },
    sources: from === undefined ? sourcesOf(config, flags.channel ?? config.channel) : [from],
    channel,
    allowedHosts: config.allowedHosts,
    // A pin with a chosen name is made of the bytes, even if they have not been modified since another pin: no validators.
    known: (name) => (askedName === undefined ? known(name) : known(name) && {}),
    onSkipped: (reason) => print(`skipped   ${reason}`),
  };
  return { lock, scope, request, askedName, accept, use, overlaySha256, today: new Date().toISOString().slice(0, 10) };
}

/** Returns the entry that a pin of this name gets in the lock. */
export function pinEntry(name: string, task: PullTask, built: BuiltSpec, files: readonly SourceFile[]): Pin {
  const { request, scope, overlaySha256, today } = task;
  return {
    date: dateIn(name) ?? today,
    ...(request.channel !== undefined && { channel: request.channel }),
    scope,
    operations: built.operations,
    publishedOperations: built.publishedOperations,
    sources: files.map((file) => ({ from: file.name, rawSha256: sha256(file.bytes), ...file.validators })),
    overlaySha256,
    canonicalSha256: built.canonicalSha256,
    generator,
  };
}
