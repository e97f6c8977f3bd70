import { diffSpecs } from "../diff/diff-specs.ts";
import { readSpec } from "../diff/read-spec.ts";
import { releaseContext } from "../diff/release-context.ts";
import { raisedNumber } from "../diff/report/advice.ts";
import { code } from "../diff/report/format-markdown.ts";
import type { OperationReport } from "../diff/report/report.ts";
import { requireLock, shippingPins } from "../pin/lockfile.ts";
import type { Contract, Workspace } from "../workspace.ts";

/** A checkout of this repository. */
export interface Checkout extends Pick<Workspace, "root"> {
  readonly contract: Contract;
}

/**
 * Returns the changeset that tells what the current pin changes for users of the last release, by method; `undefined` where
 * it changes nothing.
 */
export async function specChangeset(before: Checkout, after: Checkout, version: string): Promise<string | undefined> {
  const [lockBefore, lockAfter] = [requireLock(before.root), requireLock(after.root)];
  const [beforeName, afterName] = [lockBefore.current, lockAfter.current];
  // The specs as they are pinned, each in its own scope: what has left the scope is gone for users too.
  const report = await diffSpecs(readSpec(beforeName, before.root), readSpec(afterName, after.root), {
    ...releaseContext(after),
    beforeName,
    afterName,
    // A method that went with its operation is in the contract of the last release alone.
    served: { ...before.contract, ...after.contract },
  });
  const shipping = shippingPins(lockAfter);
  const unshipped = shippingPins(lockBefore).filter((pin) => !shipping.includes(pin));
  const release = unshipped.length > 0 ? "major" : report.release;
  if (release === "none") return undefined;
  return [
    "---",
    `"orq-client": ${raisedNumber(version, release)}`,
    "---",
    "",
    afterName === beforeName
      ? `The spec of the current pin, ${code(afterName)}, has changed.`
      : `The current pin is ${code(afterName)}. It was ${code(beforeName)}.`,
    "",
    ...unshipped.map((pin) => `- ${code(`orq-client/spec/${pin}`)}\n  - **breaking:** ${code("is gone")}`),
    ...report.operations.flatMap(operationLines),
    "",
  ].join("\n");
}

function operationLines({ operation, affects, findings }: OperationReport): string[] {
  const title = affects === "orq.call" ? code(operation) : `${code(affects)} (${code(operation)})`;
  const lines = findings.map(({ severity, part, at, message, approval }) => {
    const place = part === "operation" ? "" : `${`${part} ${at}`.trim()}: `;
    const breaks = severity === "breaking" && approval === undefined;
    return `  - ${breaks ? "**breaking:** " : ""}${code(place + message)}`;
  });
  return [`- ${title}`, ...lines];
}
