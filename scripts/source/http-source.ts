import { SpecError } from "../spec-error.ts";
import { type DownloadOptions, download } from "./download.ts";
import { checkAllowed, type HostPolicy, namedUrl, withoutQuery } from "./host-policy.ts";
import { isIndex, linksOf } from "./index-links.ts";
import { findFence } from "./page.ts";
import type { Reading, Source, SourceFile } from "./source-file.ts";

const maxPages = 2_000;
const concurrency = 4;

/** Reads from a URL: a spec (YAML or JSON), a docs page, or an index. Of an index, it reads the pages with a fence. */
export function httpSource(from: string, allowedHosts: readonly string[]): Source {
  const url = namedUrl(from, allowedHosts);
  const policy: HostPolicy = { allowedHosts, named: url };
  const name = withoutQuery(url);
  return {
    name,
    async read(reading) {
      const known = reading.known(name);
      const file = await download(url, { policy, budget: reading.budget, known });
      if (!file) return undefined;
      if (!isIndex(file)) return [file];
      if (known) throw new SpecError(`${name}: this page has no OpenAPI fence any more: it had one when it was pinned`);
      return collectPages(file, url, policy, reading);
    },
  };
}

async function collectPages(
  index: SourceFile,
  base: URL,
  policy: HostPolicy,
  { budget, known, onSkipped }: Reading,
): Promise<SourceFile[]> {
  const links = linkedPages(index, base);
  for (const link of links) checkAllowed(link, policy, `${index.name}: links to ${link.host || link.protocol}`);
  const pages = await downloadAll(links, { policy, budget });
  const [withFence, without] = [true, false].map((wanted) =>
    pages.filter(({ name, text }) => (findFence(text, name) !== undefined) === wanted),
  ) as [SourceFile[], SourceFile[]];
  if (withFence.length === 0)
    throw new SpecError(`${index.name}: none of its ${links.length} pages has an OpenAPI fence`);
  for (const { name } of without) {
    if (known(name)) onSkipped(`${name}: no OpenAPI fence any more: its operation is lost to this pull`);
  }
  const guides = without.filter(({ name }) => !known(name)).map(({ name }) => name.slice(name.lastIndexOf("/") + 1));
  if (guides.length > 0) onSkipped(`${index.name}: pages without an OpenAPI fence: ${guides.join(", ")}`);
  return withFence;
}

/** Returns the pages that an index links to, each once. */
function linkedPages(index: SourceFile, base: URL): URL[] {
  const pages = new Map<string, URL>();
  for (const link of linksOf(index, /\.md$/)) {
    if (!URL.canParse(link, base))
      throw new SpecError(`${index.name}: links to "${link.slice(0, 100)}", which is not a URL`);
    const url = new URL(link, base);
    pages.set(url.href, url);
  }
  if (pages.size > maxPages) throw new SpecError(`${index.name}: ${pages.size} pages: at most ${maxPages} are read`);
  return [...pages.values()];
}

/** Downloads a few at a time. The first failure ends the others. */
async function downloadAll(links: readonly URL[], options: DownloadOptions): Promise<SourceFile[]> {
  const pages: (SourceFile | undefined)[] = new Array(links.length);
  const failure = new AbortController();
  const queue = links.entries();
  const worker = async (): Promise<void> => {
    for (const [position, link] of queue) {
      if (failure.signal.aborted) return;
      pages[position] = await download(link, { ...options, signal: failure.signal });
    }
  };
  const workers = Array.from({ length: concurrency }, worker);
  await Promise.all(workers).finally(() => failure.abort());
  return pages.filter((page) => page !== undefined);
}
