import { connectionCases } from "./connection-cases.ts";
import type { FaultCase } from "./fault-case.ts";
import { replyCases } from "./reply-cases.ts";
import { requestCases } from "./request-cases.ts";
import { statusCases } from "./status-cases.ts";
import { timeCases } from "./time-cases.ts";

/** The fault matrix. The tests run it with this client, `test/bench/run.ts faults` with others too. */
export const faultCases: readonly FaultCase[] = [
  ...connectionCases,
  ...timeCases,
  ...statusCases,
  ...replyCases,
  ...requestCases,
].sort((a, b) => a.row - b.row);
