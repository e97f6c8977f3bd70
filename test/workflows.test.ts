import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly strategy?: { readonly matrix: { readonly include?: readonly { readonly command: string }[] } };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = resolve(import.meta.dirname, "..");
const folder = join(root, ".github/workflows");
const files = readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
const workflows = files.map(({ file, text }) => ({ file, text, workflow: parse(text) as Workflow }));
const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${file}: ${name}`, job, workflow })),
);
const { engines, scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly engines: { readonly node: string };
  readonly scripts: Readonly<Record<string, string>>;
};

/** The rights with which a job may change something. */
function writes({ job, workflow }: { readonly job: Job; readonly workflow: Workflow }): string[] {
  const rights = job.permissions ?? workflow.permissions ?? {};
  return Object.keys(rights).filter((right) => rights[right] === "write");
}

describe("the workflows", () => {
  test("run only actions that are pinned by commit, each by one", () => {
    const lines = workflows.flatMap(({ text }) => text.match(/uses:.*/g) ?? []);
    const pinned = lines.map((line) => /^uses: ([\w/-]+)@([0-9a-f]{40}) # v[\d.]+$/.exec(line));
    expect(lines.filter((_line, index) => pinned[index] === null)).toEqual([]);
    const commits = new Map(pinned.map((match) => [match?.[1], match?.[2]]));
    expect(new Set(pinned.map((match) => match?.[2])).size).toBe(commits.size);
  });

  test.each(jobs)("$name ends in time, and says what it may do", ({ job, workflow }) => {
    expect(job["timeout-minutes"]).toBeGreaterThan(0);
    expect(job.permissions ?? workflow.permissions).toBeTypeOf("object");
  });

  test.each(jobs)("$name has no expression in a shell, where its value would be code", ({ job }) => {
    expect(job.steps.filter(({ run }) => run?.includes("${{"))).toEqual([]);
  });

  test.each(jobs.filter((one) => writes(one).length > 0))(
    "$name may write, and runs no code of this repository",
    ({ job }) => {
      const code = /\bnpm (ci|cit|install|run|exec|test|pack)\b|\bnpx\b|\bnode\b/;
      expect(job.steps.filter(({ run = "" }) => code.test(run))).toEqual([]);
    },
  );

  test.each(jobs.filter((one) => writes(one).length === 0))("$name keeps no token in the checkout", ({ job }) => {
    const checkouts = job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ "persist-credentials": false });
  });

  test("run only commands that there are", () => {
    const named = workflows.flatMap(({ text }) => [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)]);
    const listed = jobs.flatMap(({ job }) => job.strategy?.matrix.include ?? []);
    const commands = [...named.map(([, name = ""]) => name), ...listed.map(({ command }) => command)];
    expect(commands).toContain("docs");
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test("the lowest version of Node in the table is that of engines", () => {
  const table = readFileSync(join(root, "docs/node-versions.md"), "utf8");
  const versions = [...table.matchAll(/^\| (\d+) /gm)].map(([, version]) => Number(version));
  expect(versions.length).toBeGreaterThan(1);
  expect(engines.node).toMatch(new RegExp(`^>=${Math.min(...versions)}\\.`));
});
