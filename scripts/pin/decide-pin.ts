import { isDeepStrictEqual } from "node:util";
import type { BuiltSpec } from "../document/build-spec.ts";
import { SpecError } from "../spec-error.ts";
import { withCurrent, withNext, withoutPin, withPin } from "./edit-lock.ts";
import { findPin, type Lock, newestOf, type Pin } from "./lockfile.ts";
import { freePinName, rollingPin } from "./pin-name.ts";

/** The share of its operations that a spec must keep from one pin to the next. Below it, a person must decide. */
const lowestShare = 0.8;

export interface Question {
  readonly lock: Lock | undefined;
  readonly scope: string;
  /** The name that `--pin` asks for. */
  readonly askedName: string | undefined;
  /** Whether the pin becomes current. */
  readonly use: boolean;
  readonly accept: boolean;
  /** UTC, as `2026-05-14`. */
  readonly today: string;
  /** Returns the lock entry that a pin of this name gets. */
  readonly entryFor: (name: string) => Pin;
}

/** What a pull is going to do. */
export interface Decision {
  /** The pin that holds the spec. */
  readonly heldBy: string;
  /** The same pin's name after the pull: the rolling pin is renamed when it becomes current. */
  readonly name: string;
  /** Why the content of the pin stays as it is; `undefined` if it must be written. */
  readonly unchanged: string | undefined;
  /** The lock after the pull. */
  readonly lock: Lock;
}

/** Decides whether a spec is pinned already, and under which name to pin it if not. */
export function decidePin(built: BuiltSpec, question: Question): Decision {
  const { lock, scope, askedName, use, accept, today, entryFor } = question;
  const isSame = (pin: Pin | undefined): boolean =>
    pin?.scope === scope && pin.canonicalSha256 === built.canonicalSha256;
  const pinnedAs = Object.keys(lock?.pins ?? {}).findLast((pin) => isSame(findPin(lock, pin)));
  // A new pin that is current needs a name that stays.
  const newName = use || !lock ? freePinName(today, lock?.pins ?? {}) : rollingPin;
  const name = askedName ?? pinnedAs ?? newName;
  const entry = entryFor(name);
  const known = findPin(lock, name);
  // A spec that gets a chosen name may come from anywhere: the rolling pin goes only if it is the same spec.
  const isPromoted = isSame(findPin(lock, rollingPin));
  const others = lock && (askedName === undefined || isPromoted) ? withoutOldRolling(lock, name) : lock;

  if (others && isSame(known) && (askedName === undefined || isDeepStrictEqual(known, entry))) {
    const newest = newestOf(others, scope);
    const reason = name === newest ? `${name} is this spec` : `already pinned as ${name} (the newest is ${newest})`;
    return decision(name, others, use, reason);
  }
  if (!accept && !isSame(known)) {
    if (known && name !== rollingPin)
      throw new SpecError(`the pin ${name} holds another spec: choose another name with --pin, or pass --accept`);
    const newest = newestOf(lock, scope);
    if (newest !== undefined) checkCounts(built, newest, findPin(lock, newest));
  }
  const pinned = withPin(others, name, entry);
  const isNext = isPromoted && lock?.next === rollingPin && name !== pinned.current;
  return decision(name, isNext ? withNext(pinned, name) : pinned, use);
}

/** Returns the decision for a source that has not been modified since the newest pin that was made from it. */
export function notModified(from: string, { lock, scope, use }: Pick<Question, "lock" | "scope" | "use">): Decision {
  const name = newestOf(lock, scope, from);
  if (!lock || name === undefined) throw new SpecError(`${from}: "not modified", but no pin was made from it`);
  return decision(name, withoutOldRolling(lock, name), use, `${from} has not been modified`);
}

function decision(heldBy: string, lock: Lock, use: boolean, unchanged?: string): Decision {
  return { heldBy, unchanged, ...(use ? withCurrent(lock, heldBy) : { name: heldBy, lock }) };
}

/** Returns the lock without the rolling pin if another pin holds what is published. */
function withoutOldRolling(lock: Lock, name: string): Lock {
  return name === rollingPin ? lock : withoutPin(lock, rollingPin);
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
