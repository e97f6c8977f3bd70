import { isDeepStrictEqual } from "node:util";
import type { BuiltSpec } from "../document/build-spec.ts";
import { SpecError } from "../spec-error.ts";
import { findPin, type Lock, newestOf, type Pin } from "./lockfile.ts";
import { freePinName } from "./pin-name.ts";

/** The share of its operations that a spec must keep from one pin to the next. Below it, a person must decide. */
const lowestShare = 0.8;

export interface Question {
  readonly built: BuiltSpec;
  readonly scope: string;
  readonly lock: Lock | undefined;
  /** The name that `--pin` asks for. */
  readonly askedName: string | undefined;
  readonly accept: boolean;
  /** UTC, as `2026-05-14`. */
  readonly today: string;
  /** The lock entry that a pin of this name would get. */
  readonly entryFor: (name: string) => Pin;
}

export interface Decision {
  readonly name: string;
  readonly entry: Pin;
  /** Why nothing needs to be written; `undefined` for a new pin. */
  readonly unchanged: string | undefined;
}

/** Decides whether a spec is pinned already, and under which name to pin it if not. */
export function decidePin({ built, scope, lock, askedName, accept, today, entryFor }: Question): Decision {
  const pins = Object.entries(lock?.pins ?? {});
  const isSame = (pin: Pin): boolean => pin.scope === scope && pin.canonicalSha256 === built.canonicalSha256;
  const newest = newestOf(lock, scope);
  const pinnedAs = pins.findLast(([, pin]) => isSame(pin))?.[0];
  const name = askedName ?? pinnedAs ?? freePinName(today, lock);
  const entry = entryFor(name);
  const known = findPin(lock, name);

  if (known && isSame(known)) {
    const isUpToDate = askedName === undefined || isDeepStrictEqual(known, entry);
    const reason = name === newest ? `${name} is this spec` : `already pinned as ${name} (the newest is ${newest})`;
    return { name, entry, unchanged: isUpToDate ? reason : undefined };
  }
  if (!accept) {
    if (known)
      throw new SpecError(`the pin ${name} holds another spec: choose another name with --pin, or pass --accept`);
    if (newest !== undefined) checkCounts(built, newest, findPin(lock, newest));
  }
  return { name, entry, unchanged: undefined };
}

/** Refuses a spec that looks cut short beside the newest pin of its scope. */
function checkCounts(built: BuiltSpec, name: string, newest: Pin | undefined): void {
  for (const [what, key] of [
    ["in scope", "operations"],
    ["published", "publishedOperations"],
  ] as const) {
    const [now, before] = [built[key], newest?.[key] ?? 0];
    if (now >= before * lowestShare) continue;
    throw new SpecError(
      `${now} operations ${what}, but ${name} has ${before}: if the spec was not cut short, pass --accept`,
    );
  }
}
