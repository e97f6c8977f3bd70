import { SpecError } from "../spec-error.ts";
import type { Lock } from "./lockfile.ts";

const windowsDevice = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Checks a pin's name: it becomes a folder, a part of an import path, and a key of the lock. Digits alone are refused:
 * such a key would move to the front of an object, and the lock keeps the order of pulls.
 */
export function checkPinName(name: string): string {
  if (isPinName(name)) return name;
  throw new SpecError(
    `--pin ${name}: a pin's name has at most 64 lower-case letters, digits and hyphens, not digits alone`,
  );
}

export function isPinName(name: string): boolean {
  return /^(?!\d+$)[a-z0-9][a-z0-9-]{0,63}$/.test(name) && !windowsDevice.test(name);
}

/** Returns the date as a pin's name, followed by `-2`, `-3` and so on if it is taken. */
export function freePinName(date: string, lock: Lock | undefined): string {
  const taken = (name: string): boolean => lock !== undefined && Object.hasOwn(lock.pins, name);
  let name = date;
  for (let number = 2; taken(name); number += 1) name = `${date}-${number}`;
  return name;
}
