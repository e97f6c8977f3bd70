import type { FixturePaths } from "../../support/fixture-spec.ts";
import { cpuMicroseconds, inTurns } from "../in-turns.ts";
import { ourName, type Row, rowOf } from "../row.ts";
import { apiKey, loadBuilt, loadOpenai } from "../updaters.ts";

const events = 5_000;
const rounds = 15;
const warmUpRounds = 3;
const encoder = new TextEncoder();
const texts = Array.from({ length: events }, (_, index) => {
  const choices = [{ index: 0, delta: { content: ` word ${index}` }, finish_reason: null }];
  const chunk = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_767_225_600, model: "model", choices };
  return `data: ${JSON.stringify(chunk)}\n\n`;
});
const chunkLength = 16_384;
const baseUrl = "https://api.orq.ai";

/** The events of one stream, as a model writes them, and as they come from a buffer. */
export async function measureStream(): Promise<Row[]> {
  const whole = encoder.encode(`${texts.join("")}data: [DONE]\n\n`);
  const parts = Array.from({ length: Math.ceil(whole.length / chunkLength) }, (_, index) =>
    whole.subarray(index * chunkLength, (index + 1) * chunkLength),
  );
  const single = [...texts, "data: [DONE]\n\n"].map((text) => encoder.encode(text));
  return [
    await measureReaders("stream", "an event of a stream, one in a chunk", single),
    await measureReaders("stream, buffered", "an event of a stream, 16 KiB in a chunk", parts),
  ];
}

async function measureReaders(row: string, what: string, chunks: readonly Uint8Array[]): Promise<Row> {
  const { Orq } = await loadBuilt();
  const { OpenAI } = await loadOpenai();
  const fetch = async (): Promise<Response> => {
    const unread = chunks.values();
    const pull = (controller: ReadableStreamDefaultController): void => {
      const { value, done } = unread.next();
      if (done) controller.close();
      else controller.enqueue(value);
    };
    return new Response(new ReadableStream({ pull }), { headers: { "content-type": "text/event-stream" } });
  };
  const things = new Orq({ apiKey, baseUrl, fetch }).withSpec<FixturePaths>();
  const openai = new OpenAI({ apiKey, baseURL: baseUrl, fetch });
  const readers: Readonly<Record<string, () => AsyncIterable<unknown> | PromiseLike<AsyncIterable<unknown>>>> = {
    "bare reader": async () => bareEvents(await fetch()),
    [ourName]: () => things.stream("POST /v2/things/stream", { body: { prompt: "words" } }),
    openai: () => openai.post("/v2/things/stream", { body: { prompt: "words" }, stream: true }),
  };
  const contenders = Object.fromEntries(
    Object.entries(readers).map(([name, open]) => [name, () => microsecondsPerEvent(open)]),
  );
  await inTurns(warmUpRounds, contenders);
  const result = rowOf({
    row,
    what,
    unit: "µs of CPU",
    samples: await inTurns(rounds, contenders),
    limit: "bare reader",
    goals: [{ over: "openai", most: 1 }],
  });
  const rates = [{ name: ourName, value: result.ours }, ...(result.limit ? [result.limit] : []), ...result.peers];
  const shown = rates.map(({ name, value }) => `${name} ${Math.round(1_000_000 / value).toLocaleString("en")}`);
  return { ...result, notes: [`events a second of CPU: ${shown.join(", ")}`] };
}

async function microsecondsPerEvent(
  open: () => AsyncIterable<unknown> | PromiseLike<AsyncIterable<unknown>>,
): Promise<number> {
  let count = 0;
  const cost = await cpuMicroseconds(async () => {
    for await (const _event of await open()) count += 1;
  });
  if (count !== events) throw new Error(`${count} of ${events} events were read`);
  return cost / events;
}

/** What a program would write by hand: it knows that each event is one line of JSON. */
async function* bareEvents({ body }: Response): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  const reader = body?.getReader();
  let rest = "";
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    const blocks = (rest + decoder.decode(part.value, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = block.slice("data: ".length);
      if (data === "[DONE]") return;
      yield JSON.parse(data);
    }
  }
}
