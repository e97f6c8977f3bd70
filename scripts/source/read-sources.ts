import { type Config, sourcesOf } from "../config.ts";
import { newestOf } from "../pin/decide-pin.ts";
import { findPin, type Lock } from "../pin/lockfile.ts";
import { SpecError } from "../spec-error.ts";
import type { SourceFolders } from "./local-source.ts";
import { sourceOf } from "./source.ts";
import type { SourceFile, Validators } from "./source-file.ts";

export interface SourceRequest {
  readonly folders: SourceFolders;
  readonly config: Config;
  /** The source that the caller named. Default: the sources of the channel, in order. */
  readonly from: string | undefined;
  readonly channel: string;
  /** Returns the validators of a file when it was last pinned in the same way. */
  readonly known: (name: string) => Validators | undefined;
  readonly onSkipped: (reason: string) => unknown;
}

export interface SourceAnswer {
  readonly from: string;
  /** `undefined`: not modified. */
  readonly files: readonly SourceFile[] | undefined;
}

/** Reads the first source that can be read. If its content turns out to be bad, no other source is tried. */
export async function readSources(request: SourceRequest): Promise<SourceAnswer> {
  const { folders, config, from, channel, known, onSkipped } = request;
  const candidates = from === undefined ? sourcesOf(config, channel) : [from];
  const reasons: string[] = [];
  for (const candidate of candidates) {
    try {
      return { from: candidate, files: await sourceOf(candidate, folders, config.allowedHosts).read(known) };
    } catch (error) {
      if (!(error instanceof SpecError) || from !== undefined) throw error;
      reasons.push(error.message);
      onSkipped(error.message);
    }
  }
  throw new SpecError(`no source of the channel "${channel}" can be read: ${reasons.join("; ")}`);
}

/** Returns the validators of the newest pin that was made in the same way: only then does a 304 mean "no change". */
export function knownValidators(
  lock: Lock | undefined,
  scope: string,
  overlaySha256: string,
): (name: string) => Validators | undefined {
  return (name) => {
    const pin = findPin(lock, newestOf(lock, scope, name) ?? "");
    return pin?.overlaySha256 === overlaySha256 ? pin.sources.find(({ from }) => from === name) : undefined;
  };
}
