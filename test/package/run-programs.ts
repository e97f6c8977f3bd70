import type { Consumer } from "./consumer.ts";

interface Program {
  /** A compiled file, from the project's folder. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
}

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** Each program is imported: to start a process for each would take most of the time. */
const runner = `
const results = [];
let printed;
const hear = (name) => { process[name].write = (text) => { printed[name] += text; return true; }; };
const write = process.stdout.write.bind(process.stdout);
hear("stdout");
hear("stderr");
for (const { file, environment } of JSON.parse(process.argv[2])) {
  printed = { stdout: "", stderr: "" };
  results.push(printed);
  Object.assign(process.env, environment);
  await import(\`./\${file}\`).catch((error) => { printed.stderr += error.stack; });
}
write(JSON.stringify(results));
`;

/** Runs programs one after the other in one process. Returns what each of them printed. */
export async function runPrograms(consumer: Consumer, programs: readonly Program[]): Promise<Printed[]> {
  await consumer.write("run-programs.mjs", runner);
  const { stdout } = await consumer.run("run-programs.mjs", {}, [JSON.stringify(programs)]);
  return JSON.parse(stdout) as Printed[];
}
