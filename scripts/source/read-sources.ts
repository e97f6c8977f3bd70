import { SpecError } from "../spec-error.ts";
import type { SourceFolders } from "./local-source.ts";
import { ReadBudget, type ReadLimits } from "./read-budget.ts";
import { sourceOf } from "./source.ts";
import type { Reading, SourceFile } from "./source-file.ts";

export interface SourceRequest extends Omit<Reading, "budget"> {
  readonly folders: SourceFolders;
  /** In order: a URL or a path each. */
  readonly sources: readonly string[];
  /** The channel of the sources: if one cannot be read, the next one is tried. Missing if the caller named the source. */
  readonly channel: string | undefined;
  readonly allowedHosts: readonly string[];
  /** The bounds of the whole pull. */
  readonly limits?: ReadLimits;
}

export interface SourceAnswer {
  readonly from: string;
  /** `undefined`: not modified. */
  readonly files: readonly SourceFile[] | undefined;
}

/** Reads the first source that can be read. If its content turns out to be bad, no other source is tried. */
export async function readSources(request: SourceRequest): Promise<SourceAnswer> {
  const { folders, sources, channel, allowedHosts, known, onSkipped } = request;
  const budget = new ReadBudget(request.limits);
  const reasons: string[] = [];
  for (const text of sources) {
    try {
      const source = sourceOf(text, folders, allowedHosts);
      return { from: source.name, files: await source.read({ budget, known, onSkipped }) };
    } catch (error) {
      if (!(error instanceof SpecError) || channel === undefined) throw error;
      reasons.push(error.message);
      onSkipped(error.message);
    }
  }
  throw new SpecError(`no source of the channel "${channel}" can be read: ${reasons.join("; ")}`);
}
