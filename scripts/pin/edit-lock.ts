import { type Lock, type Pin, requirePin } from "./lockfile.ts";
import { freePinName, rollingPin } from "./pin-name.ts";

/** Returns the lock with a pin added or replaced, as the newest one. The first pin becomes current. */
export function withPin(lock: Lock | undefined, name: string, entry: Pin): Lock {
  const { [name]: _replaced, ...others } = lock?.pins ?? {};
  return { current: name, ...lock, pins: { ...others, [name]: entry } };
}

/** Returns the lock without a pin, which then neither ships nor comes next. */
export function withoutPin(lock: Lock, name: string): Lock {
  const { [name]: _removed, ...pins } = lock.pins;
  const { current, next, ships = [] } = lock;
  const others = ships.filter((pin) => pin !== name);
  return lockOf({ current, next: next === name ? undefined : next, ships: others, pins });
}

/** Returns the lock in which these pins ship beside the current one. */
export function withShips(lock: Lock, names: readonly string[]): Lock {
  return lockOf({ ...lock, ships: [...new Set(names)].sort() });
}

/** Returns the lock with another next pin, or without one. */
export function withNext(lock: Lock, next: string | undefined): Lock {
  return lockOf({ ...lock, next });
}

/**
 * Returns the lock in which a pin is current, and the pin's name there: the rolling pin first gets its date as its name,
 * so that no later pull changes the types that the facade compiles against. What is current is not the next pin any more.
 */
export function withCurrent(lock: Lock, pin: string): { readonly name: string; readonly lock: Lock } {
  const entry = requirePin(lock, pin);
  if (pin !== rollingPin) {
    const next = lock.next === pin ? undefined : lock.next;
    return { name: pin, lock: lockOf({ ...lock, current: pin, next }) };
  }
  const name = freePinName(entry.date, lock.pins);
  const sources = entry.sources.map((source) => ({ ...source, from: movedPath(source.from, pin, name) }));
  return { name, lock: { ...withPin(withoutPin(lock, pin), name, { ...entry, sources }), current: name } };
}

/** Returns the path that a file gets when its pin is renamed. */
export function movedPath(path: string, from: string, to: string): string {
  const folder = `openapi/${from}/`;
  return path.startsWith(folder) ? `openapi/${to}/${path.slice(folder.length)}` : path;
}

interface LockParts extends Omit<Lock, "next"> {
  readonly next?: string | undefined;
}

/** Builds a lock with its keys in one order, and without those that say nothing. */
function lockOf({ current, next, ships = [], pins }: LockParts): Lock {
  return { current, ...(next !== undefined && { next }), ...(ships.length > 0 && { ships }), pins };
}
