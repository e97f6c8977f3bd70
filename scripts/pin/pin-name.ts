import { SpecError } from "../spec-error.ts";
import type { Lock } from "./lockfile.ts";

const windowsDevice = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/** Checks a pin's name: it becomes a folder, a part of an import, and a key of the lock that must keep its place. */
export function checkPinName(name: string): string {
  if (/^(?!\d+$)[a-z0-9][a-z0-9-]{0,63}$/.test(name) && !windowsDevice.test(name)) return name;
  throw new SpecError(
    `--pin ${name}: a pin's name has at most 64 lower-case letters, digits and hyphens, not digits alone`,
  );
}

/** The date, or with `-2`, `-3` behind it where that is taken. */
export function freePinName(date: string, lock: Lock | undefined): string {
  const taken = (name: string): boolean => lock !== undefined && Object.hasOwn(lock.pins, name);
  let name = date;
  for (let number = 2; taken(name); number += 1) name = `${date}-${number}`;
  return name;
}
