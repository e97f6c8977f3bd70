// Transcribes a file from disk. Node reads it anew for each attempt, ahead of what it sends: a large file takes memory of its size.
// Run it with `ORQ_API_KEY=… npx tsx examples/upload.ts speech.mp3`.
import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import { Orq } from "orq-client";

/** The one operation that this example calls. A pin of your own has it too: `npx orq-client pull`. */
interface AudioPaths {
  "/v2/router/audio/transcriptions": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "multipart/form-data": { model: string; file?: Blob; language?: string } } };
      responses: { 200: { content: { "application/json": { text: string } } } };
    };
  };
}

/** Returns the text of a recording. The server tells its format by the name of the file. */
export async function transcribe(orq: Orq, path: string): Promise<string> {
  const file = new File([await openAsBlob(path)], basename(path));
  const { text } = await orq.withSpec<AudioPaths>().call("POST /v2/router/audio/transcriptions", {
    body: { model: "openai/whisper-1", file },
    // It changes nothing on the server, so that it can be sent again whatever happened to the first attempt.
    idempotent: true,
  });
  return text;
}

if (process.argv[1] === import.meta.filename) {
  const [path] = process.argv.slice(2);
  if (path === undefined) throw new Error("name the file to transcribe");
  console.log(await transcribe(new Orq(), path));
}
