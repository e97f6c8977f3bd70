import { problemOf } from "./failures.ts";
import type { Check, FailureOutcome } from "./program.ts";
import type { Programs } from "./programs.ts";
import type { Runtime } from "./runtimes.ts";
import { type Servers, startServers } from "./servers.ts";

/** The columns of the closing table. */
export const groups: readonly string[] = ["calls", "bodies", "ends", "failures"];

export interface Tested {
  readonly name: string;
  readonly version: string;
  /** Why nothing could be checked. */
  readonly obstacle?: string;
  readonly checks: readonly Check[];
}

/** Runs the program in a runtime, with servers of its own. */
export async function testRuntime({ name, find, install, run }: Runtime, programs: Programs): Promise<Tested> {
  const found = find();
  if (found === undefined) return { name, version: "missing", obstacle: `missing; type: ${install}`, checks: [] };
  const servers = await startServers();
  try {
    const { version, report } = await run(found, programs, servers.plan);
    const failures = report.failures.map((outcome) => failureCheck(name, outcome, servers));
    return { name, version, checks: [...report.checks, ...failures] };
  } catch (error) {
    return { name, version: "failed", obstacle: String(error), checks: [] };
  } finally {
    await servers.close();
  }
}

function failureCheck(runtime: string, { failure, code, reads, creates }: FailureOutcome, servers: Servers): Check {
  const arrived = servers.arrivedCreates(failure);
  const became = `${code} ${reads}/${creates}${arrived > creates ? ", arrives twice" : ""}`;
  return { group: "failures", name: `a connection that ${failure}`, problem: problemOf(runtime, failure, became) };
}
