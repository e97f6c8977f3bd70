/**
 * What becomes of each failure of a connection: the code of the error, how often a read is sent, and how often a create, with
 * two retries. 0: it succeeds.
 */
const inNode = {
  "is refused": "ECONNREFUSED 3/3",
  "has a name that does not exist": "ENOTFOUND 2/2",
  "is TLS to a port without it": "TLS 1/1",
  "is reset before the headers": "ECONNRESET 3/1",
  "was used before, and is closed": "ECONNRESET 0/1",
  "is reset within the body": "ECONNRESET 3/1",
  "brings broken gzip": "PARSE 1/1",
  "brings what is not HTTP": "PROTOCOL 1/1",
};

export type Failure = keyof typeof inNode;

// Their fetch never tells of it, unless it comes with the headers.
const older = { "brings broken gzip": "PARSE 1/1 or TIMEOUT 1/1" };

/** What is otherwise than in a current Node. These are the documented limits. */
const differences: Readonly<Record<string, Partial<Readonly<Record<Failure, string>>>>> = {
  "Node 20": older,
  "Node 22": older,
  workerd: {
    "is refused": "ECONNRESET 3/1",
    "has a name that does not exist": "CONNECTION 3/1",
    "is TLS to a port without it": "CONNECTION 3/1",
    "brings what is not HTTP": "ECONNRESET 3/1",
  },
  // A page hears "Failed to fetch" and no more. By itself the browser repeats a write on a connection that was used before.
  Chromium: {
    "is refused": "CONNECTION 3/1",
    "has a name that does not exist": "CONNECTION 3/1",
    "is TLS to a port without it": "CONNECTION 3/1",
    "is reset before the headers": "CONNECTION 3/1, arrives twice",
    "was used before, and is closed": "CONNECTION 0/1, arrives twice",
    "is reset within the body": "CONNECTION 3/1",
    "brings broken gzip": "CONNECTION 3/1",
    "brings what is not HTTP": "CONNECTION 3/1",
  },
};

function expectedIn(runtime: string, failure: Failure): string {
  return differences[runtime]?.[failure] ?? inNode[failure];
}

/** Tells what is wrong with what a failure became in a runtime, if anything is. */
export function problemOf(runtime: string, failure: string, became: string): string | undefined {
  const expected = expectedIn(runtime, failure as Failure);
  return expected.split(" or ").includes(became) ? undefined : `${became} instead of ${expected}`;
}

const columns: readonly (readonly [title: string, runtime: string])[] = [
  ["Node 20, 22", "Node 20"],
  ["Node 24, 26", "Node 24"],
  ...["Bun", "Deno", "workerd", "Chromium"].map((name) => [name, name] as const),
];

/** The table of docs/runtimes.md. */
export function failureTable(): string {
  const titles = ["the connection", ...columns.map(([title]) => title)];
  const rows = (Object.keys(inNode) as Failure[]).map((failure) => [
    failure,
    ...columns.map(([, runtime]) => expectedIn(runtime, failure)),
  ]);
  return [titles, titles.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
