import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { formatGoal, formatNumber, formatRatio } from "../format-row.ts";
import type { Machine, Results } from "../results.ts";
import type { Row } from "../row.ts";
import { plotOf } from "./plot.ts";

const repository = join(import.meta.dirname, "../../..");
const page = join(repository, "docs/benchmarks.md");
const folder = join(repository, "docs/benchmarks");
/** The rows that are worth a picture: those with several clients to compare. */
const plotted = ["stub", "stream", "bundle, gzip", "import", "installed", "type-check, whole API"];
const begin = "<!-- written by npm run bench: begin -->";
const end = "<!-- written by npm run bench: end -->";

/** Keeps the results, one file for each major version of Node, and writes the page and its plots of all that are kept. */
export function writePage(results: Results): string[] {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, fileOf(results.machine)), `${JSON.stringify(results, null, 2)}\n`);
  const kept = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Results);
  const files = new Map(
    kept.flatMap(({ machine, rows }) => rows.filter(isPlotted).map((row) => [plotFile(machine, row), plotOf(row)])),
  );
  for (const [name, svg] of files) writeFileSync(join(folder, name), svg);
  const [before = "", after = ""] = readFileSync(page, "utf8").split(new RegExp(`${begin}[^]*${end}`));
  writeFileSync(page, `${before}${begin}\n\n${kept.map(sectionOf).join("\n")}\n${end}${after}`);
  return [page, folder].map((path) => relative(repository, path));
}

function isPlotted({ row }: Row): boolean {
  return plotted.includes(row);
}

function fileOf({ node }: Machine): string {
  return `node-${majorOf(node)}.json`;
}

function majorOf(version: string): string {
  return version.split(".")[0] ?? "";
}

function plotFile({ node }: Machine, { row }: Row): string {
  return `node-${majorOf(node)}-${row.replaceAll(/\W+/g, "-")}.svg`;
}

function sectionOf({ machine, rows }: Results): string {
  const { node, cpu, memoryGiB, platform, date, specs, versions } = machine;
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const misses = rows.filter(({ goals }) => goals.some(({ holds }) => !holds)).map(({ row }) => row);
  return [
    `## Node ${majorOf(node)}`,
    "",
    `Measured on ${date} with Node ${node}, ${cpu}, ${memoryGiB} GiB, ${platform}; whole API: ${specs}.`,
    `With ${packages.join(", ")}.`,
    "",
    misses.length === 0 ? "All goals are reached." : `Goals that are missed: ${misses.join("; ")}.`,
    "",
    "| what | orq-client | limit | peers, and ours relative to them | goals |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map(tableRow),
    "",
    ...rows.filter(isPlotted).map((row) => `![${row.what}, ${row.unit}](benchmarks/${plotFile(machine, row)})\n`),
  ].join("\n");
}

function tableRow({ row, what, unit, ours, limit, peers, goals, notes = [] }: Row): string {
  const shown = ({ name, value, ratio }: Row["peers"][number]): string =>
    `${name} ${formatNumber(value)} (${formatRatio(ratio)})`;
  const cells = [
    [`**${row}**: ${what}`, ...notes].join("; "),
    `${formatNumber(ours)} ${unit}`,
    limit ? shown(limit) : "",
    peers.map(shown).join("<br>"),
    goals.map((goal) => `${goal.holds ? "✓" : "✗"} ${formatGoal(goal, unit)}`).join("<br>"),
  ];
  return `| ${cells.join(" | ")} |`;
}
