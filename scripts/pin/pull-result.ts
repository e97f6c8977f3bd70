import type { Report } from "../diff/report/report.ts";
import type { Decision } from "./decide-pin.ts";
import { findPin, type Lock, requirePin } from "./lockfile.ts";
import { rollingPin } from "./pin-name.ts";

/** The result of a pull, as `--json` prints it. */
export interface PullResult {
  /** `removed`: no pin was written, but `latest` has gone, since another pin is what is published. */
  readonly outcome: "pinned" | "removed" | "no change" | "dry run";
  /** The pin that holds the spec. */
  readonly pin: string;
  /** The pin that the facade compiles against, after the pull. */
  readonly current: string | undefined;
  readonly message: string;
  /** What a new pin changes for callers of the current one, in what the scopes of both have in common. */
  readonly report?: Report;
}

/** Returns the result of a pull whose decision has been carried out. */
export function resultOf(before: Lock | undefined, { heldBy, name, unchanged, lock }: Decision): PullResult {
  const isNew = unchanged === undefined;
  const isRemoved = heldBy !== rollingPin && findPin(before, rollingPin) && !findPin(lock, rollingPin);
  const message = [
    isNew
      ? `pinned ${name} (sha256 ${requirePin(lock, name).canonicalSha256.slice(0, 12)})`
      : `no change: ${unchanged}`,
    ...(isRemoved ? [`removed ${rollingPin}`] : []),
    ...(heldBy === name ? [] : [`renamed ${heldBy} to ${name}`]),
    ...(before && before.current !== lock.current ? [`${name} is current now`] : []),
  ].join("; ");
  const outcome = isNew ? "pinned" : isRemoved ? "removed" : "no change";
  return { outcome, pin: name, current: lock.current, message };
}

/** Returns the result of a pull that only says what it would do. */
export function dryRunOf(before: Lock | undefined, { heldBy, unchanged }: Decision): PullResult {
  const shared = { pin: heldBy, current: before?.current };
  return unchanged === undefined
    ? { outcome: "dry run", ...shared, message: `would pin ${heldBy}: nothing is written` }
    : { outcome: "no change", ...shared, message: `no change: ${unchanged}` };
}
