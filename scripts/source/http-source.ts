import { SpecError } from "../spec-error.ts";
import { decodeText } from "./decode-text.ts";
import { download } from "./download.ts";
import { checkAllowed, type HostPolicy, namedUrl, withoutQuery } from "./host-policy.ts";
import { isIndex, linksOf } from "./index-links.ts";
import { findFence } from "./page.ts";
import type { Source, SourceFile } from "./source-file.ts";

const maxPages = 2_000;
const concurrency = 4;

/** Reads from a URL: a spec (YAML or JSON), a docs page, or an index. Of an index, it reads the pages with a fence. */
export function httpSource(from: string, allowedHosts: readonly string[]): Source {
  const url = namedUrl(from, allowedHosts);
  const policy: HostPolicy = { allowedHosts, named: url };
  const name = withoutQuery(url);
  return {
    name,
    async read(known) {
      const file = await download(url, policy, known(name));
      if (!file) return undefined;
      return isIndex(file) ? collectPages(file, url, policy) : [file];
    },
  };
}

async function collectPages(index: SourceFile, base: URL, policy: HostPolicy): Promise<SourceFile[]> {
  const links = linksOf(index, /\.md$/).map((link) => new URL(link, base));
  if (links.length > maxPages)
    throw new SpecError(`${index.name}: ${links.length} pages: at most ${maxPages} are read`);
  for (const link of links) checkAllowed(link, policy, `${index.name}: links to ${link.host}`);
  const pages: (SourceFile | undefined)[] = new Array(links.length);
  const queue = links.entries();
  const worker = async (): Promise<void> => {
    for (const [position, link] of queue) pages[position] = await download(link, policy);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const withFence = pages.filter((page) => page && findFence(decodeText(page.bytes, page.name), page.name));
  if (withFence.length === 0)
    throw new SpecError(`${index.name}: none of its ${links.length} pages has an OpenAPI fence`);
  return withFence as SourceFile[];
}
