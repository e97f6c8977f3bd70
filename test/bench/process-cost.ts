import { spawnSync } from "node:child_process";

const mostOutputBytes = 2 ** 28;
const reportUsage = `data:text/javascript,process.on("exit",()=>{const{userCPUTime:u,systemCPUTime:s,maxRSS}=process.resourceUsage();
  process._rawDebug("USAGE "+JSON.stringify([(u+s)/1e6,maxRSS/1024]))})`;

export interface ProcessCost {
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly output: string;
}

export interface ProcessOptions {
  readonly cwd?: string;
  /** Exit codes that are no failure. Default: 0. */
  readonly exitCodes?: readonly number[];
}

/** Runs Node, and returns its CPU time and memory, as the process itself reports them when it ends. */
export function nodeCost(args: readonly string[], options: ProcessOptions = {}): ProcessCost {
  const { stdout, stderr } = run([process.execPath, "--import", reportUsage, ...args], options);
  const [cpuSeconds, peakMiB] = JSON.parse(/USAGE (.*)/.exec(stderr)?.[1] ?? "[]") as number[];
  if (cpuSeconds === undefined || peakMiB === undefined) throw new Error(`no usage was reported by node ${args[0]}`);
  return { cpuSeconds, peakMiB, output: stdout };
}

/** Runs a command, and returns the seconds of CPU of it and of all processes that it starts: the shell counts them. */
export function cpuSecondsOf(command: readonly string[], options: ProcessOptions = {}): number {
  const { stderr } = run(["bash", "-c", 'TIMEFORMAT="TIMES %U %S"; time "$@"', "bash", ...command], options);
  const [, user, system] = /TIMES (\S+) (\S+)/.exec(stderr) ?? [];
  return Number(user) + Number(system);
}

function run(command: readonly string[], { cwd, exitCodes = [0] }: ProcessOptions) {
  const [file = "", ...args] = command;
  const result = spawnSync(file, args, { cwd, encoding: "utf8", maxBuffer: mostOutputBytes });
  if (result.status !== null && exitCodes.includes(result.status)) return result;
  const said = `${result.stdout}${result.stderr}`.trim();
  throw new Error(`${command.slice(-3).join(" ")} ended with ${result.status}: ${said.slice(-500)}`);
}
