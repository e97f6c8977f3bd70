import type ts from "typescript";
import { isError } from "../../document/operation.ts";
import { typeText } from "../types/type-text.ts";
import type { Contents, Said } from "./compare-contents.ts";

/** The responses of one side by their statuses. */
export type Responses = ReadonlyMap<string, Contents>;

interface Statuses {
  readonly kept: readonly (readonly [before: string, after: string])[];
  /** The one success status that replaced another. */
  readonly moved: readonly (readonly [before: string, after: string])[];
  readonly gone: readonly string[];
  readonly fresh: readonly string[];
}

/** Pairs the statuses before and after. */
export function pairStatuses(before: Responses, after: Responses): Statuses {
  const kept = [...before.keys()].filter((status) => after.has(status)).map((status) => [status, status] as const);
  const gone = [...before.keys()].filter((status) => !after.has(status));
  const fresh = [...after.keys()].filter((status) => !before.has(status));
  const [was, ...othersGone] = gone.filter((status) => !isError(status));
  const [is, ...othersFresh] = fresh.filter((status) => !isError(status));
  if (was === undefined || is === undefined || othersGone.length + othersFresh.length > 0) {
    return { kept, moved: [], gone, fresh };
  }
  return { kept, moved: [[was, is]], gone: gone.filter(isError), fresh: fresh.filter(isError) };
}

/**
 * Reports a status that is gone. Code can name a status, as a type and in a comparison, so losing one breaks. An error
 * status without a body had nothing to name.
 */
export function statusGone(checker: ts.TypeChecker, status: string, before: Responses): Said {
  const [type] = before.get(status)?.types.values() ?? [];
  const breaks = !isError(status) || type !== undefined;
  const message = type ? `is gone: ${typeText(checker, type)}` : "is gone";
  return { at: status, message, severity: breaks ? "breaking" : "compatible" };
}

/** Reports a new status. It breaks if its content does not fit what callers have received so far. */
export function statusNew(checker: ts.TypeChecker, status: string, before: Responses, after: Responses): Said {
  const types = [...(after.get(status)?.types.values() ?? [])];
  const peers = [...before].filter(([other]) => isError(other) === isError(status));
  const known = peers.flatMap(([, peer]) => [...peer.types.values()]);
  const fits = types.every((type) => known.some((peer) => checker.isTypeAssignableTo(type, peer)));
  const addsNothing = types.length === 0 && !isError(status) && known.length > 0;
  // Without a declared status of its kind, or an error with a body, callers had nothing to rely on.
  const toldNothing = isError(status) ? known.length === 0 : peers.length === 0;
  const [type] = types;
  const message = type ? `is new: ${typeText(checker, type)}` : "is new";
  return { at: status, message, severity: !toldNothing && (addsNothing || !fits) ? "breaking" : "compatible" };
}
