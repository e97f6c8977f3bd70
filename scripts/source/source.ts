import { httpSource } from "./http-source.ts";
import { localSource, type SourceFolders } from "./local-source.ts";
import type { Source } from "./source-file.ts";

/** Returns the source that a string names: a URL, or else a path. */
export function sourceOf(from: string, folders: SourceFolders, allowedHosts: readonly string[]): Source {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(from) ? httpSource(from, allowedHosts) : localSource(from, folders);
}
