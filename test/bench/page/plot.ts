import { formatNumber } from "../format-row.ts";
import type { Row } from "../row.ts";

const barHeight = 18;
const barGap = 10;
const labelWidth = 150;
const barsWidth = 420;
const valueWidth = 110;
const padding = 16;
const titleHeight = 34;
const width = padding * 2 + labelWidth + barsWidth + valueWidth;
/** A bar is shown for the smallest figure too. */
const leastBarWidth = 2;

/** Colours that can be read on white and on black: an image follows the scheme of the page that it stands in. */
const style = `
    text { font: 13px system-ui, sans-serif; fill: #24292f; }
    .title { font-weight: 600; }
    .ours { fill: #0969da; } .limit { fill: #8c959f; } .peer { fill: #afb8c1; }
    .goal { stroke: #cf222e; stroke-width: 2; stroke-dasharray: 4 3; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .ours { fill: #4493f8; } .limit { fill: #6e7681; } .peer { fill: #484f58; }
      .goal { stroke: #ff7b72; }
    }`;

/** Returns a row as a bar chart. Scales that would hide all but the largest figure are logarithmic, and say so. */
export function plotOf(row: Row): string {
  const bars = [
    { name: "orq-client", value: row.ours, kind: "ours" },
    ...(row.limit ? [{ ...row.limit, kind: "limit" }] : []),
    ...row.peers.map((peer) => ({ ...peer, kind: "peer" })),
  ].sort((a, b) => a.value - b.value);
  const values = bars.map(({ value }) => value);
  const isLogarithmic = Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > 50;
  const scale = scaleOf(values, isLogarithmic);
  const barsTop = padding + titleHeight;
  const height = barsTop + bars.length * (barHeight + barGap) + padding + 4;
  const left = padding + labelWidth;
  const lines = bars.flatMap(({ name, value, kind }, index) => {
    const top = barsTop + index * (barHeight + barGap);
    const baseline = top + barHeight - 5;
    const length = Math.max(leastBarWidth, scale(value));
    return [
      `<text x="${left - 8}" y="${baseline}" text-anchor="end">${escaped(name)}</text>`,
      `<rect class="${kind}" x="${left}" y="${top}" width="${length.toFixed(1)}" height="${barHeight}" rx="2"/>`,
      `<text x="${(left + length + 6).toFixed(1)}" y="${baseline}">${formatNumber(value)}</text>`,
    ];
  });
  const goals = goalsOf(row).map((value) => {
    const x = (left + scale(value)).toFixed(1);
    const label = `<text x="${x}" y="${height - 6}" text-anchor="middle">our goal</text>`;
    return `<line class="goal" x1="${x}" x2="${x}" y1="${barsTop - 6}" y2="${height - padding - 4}"/>${label}`;
  });
  const title = `${row.what}, ${row.unit}${isLogarithmic ? " (logarithmic)" : ""}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
  <title>${escaped(title)}</title>
  <style>${style}
  </style>
  <text class="title" x="${padding}" y="${padding + 14}">${escaped(title)}</text>
  ${[...goals, ...lines].join("\n  ")}
</svg>
`;
}

function scaleOf(values: readonly number[], isLogarithmic: boolean): (value: number) => number {
  const most = Math.max(...values);
  if (!isLogarithmic) return (value) => (Math.min(value, most) / most) * barsWidth;
  // The smallest figure keeps a tenth of the width.
  const least = Math.min(...values);
  return (value) => (0.1 + 0.9 * (Math.log(value / least) / Math.log(most / least))) * barsWidth;
}

/** Returns where the strictest goal lies on the axis. */
function goalsOf({ goals, limit, peers }: Row): number[] {
  const figures = [...(limit ? [limit] : []), ...peers];
  const values = goals.map(({ over, most }) => most * (figures.find(({ name }) => name === over)?.value ?? 1));
  return values.length === 0 ? [] : [Math.min(...values)];
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
