import { parseSpec } from "../document/parse.ts";
import { readPin, requireLock, requirePin } from "../pin/lockfile.ts";
import { type Api, createApi } from "./api/api.ts";

/** By the hash of the pin: reading a whole spec takes far longer than starting a server, so a process does it once. */
const known = new Map<string, Api>();

/** Reads a pin of the lock. Default: the current one. */
export function servedApi(root: string, pin?: string): { readonly api: Api; readonly pin: string } {
  const lock = requireLock(root);
  const name = pin ?? lock.current;
  const { canonicalSha256 } = requirePin(lock, name);
  const api = known.get(canonicalSha256) ?? createApi(parseSpec(readPin(root, lock, name), name));
  known.set(canonicalSha256, api);
  return { api, pin: name };
}
