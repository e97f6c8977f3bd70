import { ConfigError, PaginationError } from "../errors/errors.ts";
import type { CallOptions } from "../options/call-options.ts";
import { ResponsePromise } from "./response-promise.ts";

/** What a page of the API's lists has: items, and whether there are more. The cursor is the `_id` of an item. */
export interface Page<Item extends { readonly _id: string }> {
  readonly data: readonly Item[];
  readonly has_more: boolean;
}

export interface CursorQuery {
  readonly starting_after?: string;
  readonly ending_before?: string;
}

/** The options of a list: those of each call for a page, and how far to go. */
export interface PageOptions extends CallOptions {
  /**
   * The most pages that an iteration fetches; it then ends as if there were no more.
   * @default no limit
   */
  readonly maxPages?: number;
}

/**
 * One page when awaited; every item of every page, fetched as they are needed, when iterated with `for await`.
 *
 * An iteration throws a `PaginationError` where the pages do not lead on: a cursor that comes again, an empty page that
 * says there is more. An aborted signal ends it before the next page.
 */
export class PagePromise<Item extends { readonly _id: string }, Body extends Page<Item> = Page<Item>>
  extends ResponsePromise<Body>
  implements AsyncIterable<Item>
{
  readonly #first: ResponsePromise<Body>;
  readonly #fetchPage: (cursor: CursorQuery) => ResponsePromise<Body>;
  readonly #isBackwards: boolean;
  readonly #maxPages: number;

  constructor(
    query: CursorQuery,
    { maxPages = Number.POSITIVE_INFINITY }: PageOptions,
    fetchPage: (cursor: CursorQuery) => ResponsePromise<Body>,
  ) {
    if (typeof maxPages !== "number" || !(maxPages >= 1)) throw new ConfigError("maxPages must be a number from 1 on");
    const first = fetchPage({});
    super(first.withResponse());
    this.#first = first;
    this.#fetchPage = fetchPage;
    this.#isBackwards = query.ending_before !== undefined;
    this.#maxPages = maxPages;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    const cursors = new Set<string>();
    let page = await this.#first;
    for (let pages = 1; ; pages += 1) {
      const items = itemsOf<Item>(page);
      yield* items;
      if (!page.has_more || pages >= this.#maxPages) return;
      const cursor = this.#cursorAfter(items, cursors);
      page = await this.#fetchPage(this.#isBackwards ? { ending_before: cursor } : { starting_after: cursor });
    }
  }

  #cursorAfter(items: readonly Item[], seen: Set<string>): string {
    const cursor = items.at(this.#isBackwards ? 0 : -1)?._id;
    if (typeof cursor !== "string" || cursor === "")
      throw new PaginationError("the server says that there are more items, and gives none");
    if (seen.has(cursor)) throw new PaginationError(`the server's pages lead back to ${cursor}`);
    seen.add(cursor);
    return cursor;
  }
}

/** A page is what the server says it is: this much of its shape is needed to go on. */
function itemsOf<Item>(page: unknown): readonly Item[] {
  const { data } = Object(page) as { data?: unknown };
  if (!Array.isArray(data)) throw new PaginationError("the server gave a page without a list of items");
  return data;
}
