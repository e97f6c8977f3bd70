import { readFile } from "node:fs/promises";
import type { Document } from "openapi-backend";
import { parse } from "yaml";
import { type Backend, createBackend } from "./backend.ts";

export type GenerationName = "older" | "newer";

const pins = new URL("../../openapi/", import.meta.url);

/** Compiling the validators of a document takes far longer than starting a server: a process does it once. */
const backends = new Map<GenerationName, Promise<Backend>>();

export function servedBackend(generation: GenerationName): Promise<Backend> {
  const known = backends.get(generation);
  if (known !== undefined) return known;
  const document = generation === "older" ? readCurrentPin() : readNewerGeneration();
  const backend = document.then(createBackend);
  backends.set(generation, backend);
  return backend;
}

/** What the client is compiled against is what the sandbox serves. */
async function readCurrentPin(): Promise<Document> {
  const lock: { readonly current: string } = JSON.parse(await readFile(new URL("spec.lock.json", pins), "utf8"));
  return readDocument(new URL(`${lock.current}/openapi.yaml`, pins));
}

function readNewerGeneration(): Promise<Document> {
  return readDocument(new URL("newer-generation.yaml", import.meta.url));
}

async function readDocument(location: URL): Promise<Document> {
  return parse(await readFile(location, "utf8"));
}
