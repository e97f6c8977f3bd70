import { PaginationError } from "../errors/errors.ts";
import type { CallOptions } from "../options/call-options.ts";
import { wholeNumber } from "../options/limits.ts";
import type { CallScope } from "../transport/call-scope.ts";
import { LazyPromise } from "./lazy-promise.ts";
import { hasMore, itemsOf, type Onward, onward, pageOf, type Step } from "./pages.ts";
import type { Receipt } from "./response-promise.ts";

/** The options of a list: those of each call for a page, and how far to go. */
export interface PageOptions extends CallOptions {
  /**
   * The most pages that an iteration fetches. It then ends as if there were no more.
   * @default no limit
   */
  readonly maxPages?: number | undefined;
}

/** The way from a page to the next one. It does not show in JSON, nor where pages are compared. */
export interface NextPage<Item, Body extends object> {
  /** Tells whether the server says that there are more items. */
  readonly hasNextPage: boolean;
  /** Gives the next page. Awaited where there is none, or no way to it, it rejects with a `PaginationError`. */
  readonly getNextPage: () => PagePromise<Item, Body>;
}

/** A page of a list: the reply as it came, and the way to the next page. */
export type Page<Item, Body extends object> = Body & NextPage<Item, Body>;

/**
 * What the pages of a list have in common.
 *
 * @internal
 */
export interface List {
  readonly maxPages: number | undefined;
  readonly cursor: string | undefined;
  /** Calls for the first page, or with a step for another. */
  readonly fetch: (step: Step | undefined, receipt: Receipt) => Promise<unknown>;
  /** Returns the parameters that go with a step. */
  readonly asked: (step?: Step) => unknown;
}

/** The way to a page: how it is asked for, and the way to the page before it. */
interface Trail extends Onward {
  readonly before: Trail | undefined;
}

/**
 * A list. Awaited, it is the first page; iterated with `for await`, every item of every page, fetched as they are needed.
 * Nothing is sent before that.
 *
 * An iteration throws a `PaginationError` where the pages do not lead on: one that leads back, an empty page that says
 * there is more, or items without a cursor. An aborted signal ends it before the next page.
 */
export class PagePromise<Item, Body extends object>
  extends LazyPromise<Page<Item, Body>>
  implements AsyncIterable<Item>
{
  readonly #maxPages: number;

  /** @internal */
  constructor(list: List, trail?: Trail) {
    super((receipt) => readPage<Item, Body>(list, trail, receipt));
    this.#maxPages = list.maxPages ?? Number.POSITIVE_INFINITY;
  }

  /** Gives every item of every page. Each page is fetched when its first item is asked for. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    let page: Page<Item, Body> = await this;
    for (let pages = 1; ; pages += 1) {
      yield* itemsOf<Item>(page);
      if (!page.hasNextPage || pages >= this.#maxPages) return;
      page = await page.getNextPage();
    }
  }

  /**
   * Collects the items of every page.
   *
   * `limit` is the most items to collect, at least 1; by default there is no limit. No page is fetched that they do not need.
   */
  async toArray({ limit }: { readonly limit?: number | undefined } = {}): Promise<Item[]> {
    const most = wholeNumber("limit", limit, 1);
    const items: Item[] = [];
    for await (const item of this) if (items.push(item) === most) break;
    return items;
  }
}

async function readPage<Item, Body extends object>(
  list: List,
  trail: Trail | undefined,
  receipt: Receipt,
): Promise<Page<Item, Body>> {
  wholeNumber("maxPages", list.maxPages, 1);
  const page = pageOf(await list.fetch(trail?.step, receipt));
  const error = (problem: string): PaginationError => (receipt.scope as CallScope).error(PaginationError, problem, {});
  if (page === undefined) throw error("the server gave a page without a list of items");
  const hasNextPage = hasMore(page);
  const next = hasNextPage ? onward(page, list.asked(trail?.step), list.cursor) : "there is no page after the last one";
  const leads = typeof next === "object";
  if (leads && leadsBack(next, trail)) throw error("the server's pages lead back to one that has been read");
  const getNextPage = (): PagePromise<Item, Body> =>
    leads
      ? new PagePromise(list, { ...next, before: trail })
      : new PagePromise({
          ...list,
          fetch: async () => {
            throw error(next);
          },
        });
  Object.defineProperties(page, { hasNextPage: { value: hasNextPage }, getNextPage: { value: getNextPage } });
  return page as Page<Item, Body>;
}

function leadsBack({ mark }: Onward, trail: Trail | undefined): boolean {
  for (let at = trail; at !== undefined; at = at.before) if (at.mark === mark) return true;
  return false;
}
