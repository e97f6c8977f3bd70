import type { Figure, Goal, Row } from "./row.ts";

/** Returns a row as lines of text: ours, each other figure with its ratio, each goal. */
export function formatRow(row: Row): string {
  const others = [...(row.limit ? [row.limit] : []), ...row.peers];
  return [
    `\n${row.row}: ${row.what}`,
    `  ${"orq-client".padEnd(24)} ${formatNumber(row.ours).padStart(10)} ${row.unit}`,
    ...others.map(
      ({ name, value, ratio }) =>
        `  ${name.padEnd(24)} ${formatNumber(value).padStart(10)}   ours is ${formatRatio(ratio)}`,
    ),
    ...row.goals.map((goal) => `  ${goal.holds ? "holds " : "MISSED"} ${formatGoal(goal, row.unit)}`),
    ...(row.notes ?? []).map((note) => `  ${note}`),
  ].join("\n");
}

/** Returns each goal that a row misses, in a line. */
export function missesOf({ row, unit, goals }: Row): string[] {
  return goals.filter(({ holds }) => !holds).map((goal) => `${row}: ${formatGoal(goal, unit)}`);
}

/** Returns a goal with what was reached: `1.71 of raw fetch, at most 2`. */
export function formatGoal({ over, most, actual }: Goal, unit: string): string {
  const of = over === undefined ? unit : `of ${over}`;
  return `${formatNumber(actual)} ${of}, at most ${formatNumber(most)}`;
}

export function formatRatio(ratio: Figure["ratio"]): string {
  // Nothing relative to nothing, and what has been read from JSON as null.
  return Number.isFinite(ratio) ? `${ratio < 0.1 ? ratio.toFixed(3) : ratio.toFixed(2)} of it` : "–";
}

/** Returns a number with as many digits as are worth reading. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) || value >= 1_000) return Math.round(value).toLocaleString("en");
  return value.toFixed(value < 100 ? 2 : 0);
}
