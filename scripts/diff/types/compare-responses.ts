import type ts from "typescript";
import { isError } from "../../document/operation.ts";
import { type Finding, partOf } from "../report/report.ts";
import { compareContents, mediaTypesOf } from "./compare-contents.ts";
import { fieldsOf, fieldType, present } from "./type-fields.ts";
import { typeText } from "./type-text.ts";

/** Asks the compiler whether what callers of one operation receive still fits where they use it. */
export function compareResponses(checker: ts.TypeChecker, before: ts.Type, after: ts.Type): Finding[] {
  const [beforePart, afterPart] = [contentsOf(checker, before), contentsOf(checker, after)];
  const { kept, moved, gone, fresh } = pairStatuses([...beforePart.keys()], [...afterPart.keys()]);
  const never = checker.getNeverType();
  return [
    ...moved.map(([was, is]) => finding(was, `the status is ${is} now`, true)),
    ...[...kept, ...moved].flatMap(([was, is]) =>
      compareContents(checker, "response", beforePart.get(was) ?? never, afterPart.get(is) ?? never, is).map(
        (difference) => ({
          part: partOf(is),
          ...difference,
        }),
      ),
    ),
    ...gone.map((status) => statusGone(checker, status, beforePart.get(status) ?? never)),
    ...fresh.map((status) => statusNew(checker, status, afterPart.get(status) ?? never, beforePart)),
  ];
}

interface Statuses {
  readonly kept: readonly (readonly [before: string, after: string])[];
  /** The one success status that replaced another. */
  readonly moved: readonly (readonly [before: string, after: string])[];
  readonly gone: readonly string[];
  readonly fresh: readonly string[];
}

function pairStatuses(before: readonly string[], after: readonly string[]): Statuses {
  const kept = before.filter((status) => after.includes(status)).map((status) => [status, status] as const);
  const gone = before.filter((status) => !after.includes(status));
  const fresh = after.filter((status) => !before.includes(status));
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
function statusGone(checker: ts.TypeChecker, status: string, content: ts.Type): Finding {
  const [type] = mediaTypesOf(checker, content).values();
  return finding(
    status,
    type ? `is gone: ${typeText(checker, type)}` : "is gone",
    !isError(status) || type !== undefined,
  );
}

/** Reports a new status. It breaks if its content does not fit what callers have received so far. */
function statusNew(
  checker: ts.TypeChecker,
  status: string,
  content: ts.Type,
  beforePart: ReadonlyMap<string, ts.Type>,
): Finding {
  const types = [...mediaTypesOf(checker, content).values()];
  const peers = [...beforePart].filter(([other]) => isError(other) === isError(status));
  const known = peers.flatMap(([, peer]) => [...mediaTypesOf(checker, peer).values()]);
  const fits = types.every((type) => known.some((peer) => checker.isTypeAssignableTo(type, peer)));
  const addsNothing = types.length === 0 && !isError(status) && known.length > 0;
  const [type] = types;
  const message = type ? `is new: ${typeText(checker, type)}` : "is new";
  // Without a declared status of its kind, or an error with a body, callers had nothing to rely on.
  const toldNothing = isError(status) ? known.length === 0 : peers.length === 0;
  return finding(status, message, !toldNothing && (addsNothing || !fits));
}

function finding(status: string, message: string, breaks: boolean): Finding {
  return { part: partOf(status), at: status, message, severity: breaks ? "breaking" : "compatible" };
}

/** Returns the content of each status. */
function contentsOf(checker: ts.TypeChecker, operation: ts.Type): Map<string, ts.Type> {
  const responses = present(checker, fieldType(checker, operation, "responses")) ?? checker.getNeverType();
  const fields = [...fieldsOf(checker, responses)];
  return new Map(
    fields.map(([status, symbol]) => [status, fieldType(checker, checker.getTypeOfSymbol(symbol), "content")]),
  );
}
