import { median } from "./in-turns.ts";

/** A figure of somebody else's, and how many times as large ours is. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly ratio: number;
}

/** The most that a figure of ours may be, relative to another one or by itself, and what it is. */
export interface Goal {
  /** The name of the other figure. Without it, `most` is in the unit of the row. */
  readonly over?: string;
  readonly most: number;
  readonly actual: number;
  readonly holds: boolean;
}

/** One measured quantity, of which less is better. */
export interface Row {
  readonly row: string;
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  /** What nothing that does the work can do without. */
  readonly limit?: Figure;
  readonly peers: readonly Figure[];
  readonly goals: readonly Goal[];
  readonly notes?: readonly string[];
}

/** Figures by the name of what was measured, one for each round. */
export type Samples = Readonly<Record<string, readonly number[]>>;

export interface Measured {
  readonly row: string;
  readonly what: string;
  readonly unit: string;
  /** Holds ours by the name `orq-client`. */
  readonly samples: Samples;
  /** The name of the sample that is the limit. */
  readonly limit?: string;
  readonly goals: readonly Pick<Goal, "over" | "most">[];
  readonly notes?: readonly string[];
}

export const ourName = "orq-client";

/** Makes a row of its samples. A ratio is the median of the ratios of the rounds, so that a slow moment weighs on both sides. */
export function rowOf({ samples, limit, goals, ...described }: Measured): Row {
  const ours = samples[ourName] ?? [];
  const ratioTo = (name: string): number =>
    median(ours.map((value, round) => value / (samples[name]?.[round] ?? Number.NaN)));
  const figures = Object.entries(samples)
    .filter(([name]) => name !== ourName)
    .map(([name, values]): Figure => ({ name, value: median(values), ratio: ratioTo(name) }));
  const limitFigure = figures.find(({ name }) => name === limit);
  return {
    ...described,
    ours: median(ours),
    ...(limitFigure && { limit: limitFigure }),
    peers: figures.filter(({ name }) => name !== limit),
    goals: goals.map((goal) => {
      const actual = goal.over === undefined ? median(ours) : ratioTo(goal.over);
      return { ...goal, actual, holds: actual <= goal.most };
    }),
  };
}
