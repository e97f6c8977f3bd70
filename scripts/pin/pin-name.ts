import { SpecError } from "../spec-error.ts";

/** The pin that each pull without a name overwrites. It never becomes current, and never ships. */
export const rollingPin = "latest";

const windowsDevice = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Checks a pin's name: it becomes a folder, a part of an import path, and a key of the lock. Digits alone are refused:
 * such a key would move to the front of an object, and the lock keeps the order of pulls.
 */
function checkPinName(name: string): string {
  if (isPinName(name)) return name;
  throw new SpecError(
    `--pin ${name}: a pin's name has at most 64 lower-case letters, digits and hyphens, not digits alone`,
  );
}

export function isPinName(name: string): boolean {
  return /^(?!\d+$)[a-z0-9][a-z0-9-]{0,63}$/.test(name) && !windowsDevice.test(name);
}

/** Checks a name that somebody chooses for a pin. What has a meaning of its own is refused. */
export function checkChosenName(name: string): string {
  if (name === rollingPin)
    throw new SpecError(`--pin ${name}: a pull without --pin writes ${name}; choose another name`);
  if (name === "current") throw new SpecError(`--pin ${name}: the lock calls one of the pins so; choose another name`);
  return checkPinName(name);
}

/** Returns the date that a pin is named for. */
export function dateIn(name: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}/.exec(name)?.[0];
}

/** Returns the date as a pin's name, followed by `-2`, `-3` and so on if it is taken. */
export function freePinName(date: string, pins: object): string {
  const taken = (name: string): boolean => Object.hasOwn(pins, name);
  let name = date;
  for (let number = 2; taken(name); number += 1) name = `${date}-${number}`;
  return name;
}
