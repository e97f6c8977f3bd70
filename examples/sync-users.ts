// Brings the identities of a workspace into step with a file of people: NDJSON, or CSV with a header line.
// Run it with `ORQ_API_KEY=… npx tsx examples/sync-users.ts people.csv`. A run that was stopped, by Ctrl-C too, goes on where it
// was. Those that failed are in `people.csv.failed.ndjson` with the reason: mend them, and give it that file.
import {
  appendFileSync,
  existsSync,
  type ReadStream,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { SingleBar } from "cli-progress";
import { parse } from "csv-parse";
import { isOrqError, Orq, type SyncedIdentity, type SyncProgress } from "orq-client";

/** How often the checkpoint is written. After a crash, at most as many people are looked at a second time. */
const peoplePerCheckpoint = 100;

interface SyncFileOptions {
  readonly signal?: AbortSignal;
  /** How much of the file has been read, in bytes, and what came of it. */
  readonly onProgress?: (bytes: number, progress: SyncProgress) => void;
}

/** Syncs the people of a file from its checkpoint on, and returns what came of them. */
export async function syncFile(
  orq: Orq,
  path: string,
  { signal, onProgress }: SyncFileOptions = {},
): Promise<SyncProgress> {
  const checkpointFile = `${path}.checkpoint`;
  const failedFile = `${path}.failed.ndjson`;
  const checkpoint = existsSync(checkpointFile) ? Number(readFileSync(checkpointFile, "utf8")) : 0;
  if (checkpoint === 0) rmSync(failedFile, { force: true });
  let progress: SyncProgress = { checkpoint, created: 0, updated: 0, unchanged: 0, failed: 0 };
  const save = (): void => {
    // A rename is all or nothing, so a crash leaves one of the two checkpoints whole.
    writeFileSync(`${checkpointFile}.new`, String(progress.checkpoint));
    renameSync(`${checkpointFile}.new`, checkpointFile);
  };
  const bytes = (await open(path)).createReadStream();
  const people = path.endsWith(".csv") ? csvPeople(bytes) : ndjsonPeople(bytes);
  const outcomes = orq.identities.sync(people, {
    checkpoint,
    signal,
    onProgress: (latest) => {
      progress = latest;
      if (progress.checkpoint % peoplePerCheckpoint === 0) save();
      onProgress?.(bytes.bytesRead, progress);
    },
  });
  try {
    for await (const result of outcomes) {
      if (result.outcome !== "failed") continue;
      appendFileSync(failedFile, `${JSON.stringify({ ...result.input, error: result.error.message })}\n`);
    }
  } catch (error) {
    save();
    throw error;
  }
  rmSync(checkpointFile, { force: true });
  return progress;
}

/** A line that is not JSON fails as a person without an id, and the others go on. */
async function* ndjsonPeople(bytes: ReadStream): AsyncGenerator<SyncedIdentity> {
  for await (const line of createInterface({ input: bytes })) {
    if (line.trim() === "") continue;
    try {
      const { error: _, ...person } = JSON.parse(line);
      yield person;
    } catch {
      yield { line } as unknown as SyncedIdentity;
    }
  }
}

/** Tags are separated by semicolons. An empty cell is a value that is not given, and a column of another name is metadata. */
async function* csvPeople(bytes: ReadStream): AsyncGenerator<SyncedIdentity> {
  const rows = bytes.pipe(parse({ bom: true, columns: true, skip_empty_lines: true }));
  bytes.once("error", (error) => rows.destroy(error));
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    const { external_id = "", display_name, email, avatar_url, tags, ...others } = row;
    const metadata = given(others);
    yield {
      external_id,
      ...given({ display_name, email, avatar_url }),
      ...(tags && { tags: tags.split(";").map((tag) => tag.trim()) }),
      ...(Object.keys(metadata).length > 0 && { metadata }),
    };
  }
}

function given(cells: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(cells).filter((cell): cell is [string, string] => Boolean(cell[1])));
}

/** Syncs the file that the command line names. On a terminal, a bar shows how much of it has been read. */
async function main(path: string): Promise<void> {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  const bar = new SingleBar({ format: "{bar} {percentage} %  {people} people, {failed} failed", noTTYOutput: false });
  bar.start(statSync(path).size, 0, { people: 0, failed: 0 });
  try {
    const done = await syncFile(new Orq(), path, {
      signal: controller.signal,
      onProgress: (bytes, { checkpoint, failed }) => bar.update(bytes, { people: checkpoint, failed }),
    });
    bar.stop();
    const { created, updated, unchanged, failed } = done;
    console.log(`${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} failed`);
    if (failed > 0) console.log(`The failed ones are in ${path}.failed.ndjson`);
  } catch (error) {
    bar.stop();
    if (!isOrqError(error)) throw error;
    console.error(`${error.code === "ABORTED" ? "stopped" : error.message}; run it again to go on`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === import.meta.filename) await main(process.argv[2] ?? "people.ndjson");
