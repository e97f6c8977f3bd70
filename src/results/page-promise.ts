import { PaginationError } from "../errors/errors.ts";
import type { CallOptions } from "../options/call-options.ts";
import { wholeNumber } from "../options/limits.ts";
import { ResponsePromise } from "./response-promise.ts";

/** A page of the API's lists: items, and whether there are more. The cursor is the `_id` of an item. */
export interface Page<Item extends { readonly _id: string }> {
  readonly data: readonly Item[];
  readonly has_more: boolean;
}

/** The part of a list's query that leads to another page. */
export interface CursorQuery {
  readonly starting_after?: string;
  readonly ending_before?: string;
}

/** The options of a list: those of each call for a page, and how far to go. */
export interface PageOptions extends CallOptions {
  /**
   * The most pages that an iteration fetches. It then ends as if there were no more.
   * @default no limit
   */
  readonly maxPages?: number | undefined;
}

/**
 * A list. Awaited, it is the first page; iterated with `for await`, every item of every page, fetched as they are needed.
 * Nothing is sent before that.
 *
 * An iteration throws a `PaginationError` where the pages do not lead on: a cursor that comes again, or an empty page
 * with `has_more`. An aborted signal ends it before the next page.
 */
export class PagePromise<Item extends { readonly _id: string }, Body extends Page<Item> = Page<Item>>
  extends ResponsePromise<Body>
  implements AsyncIterable<Item>
{
  readonly #begin: () => void;
  readonly #fetchPage: (cursor: CursorQuery) => ResponsePromise<Body>;
  readonly #isBackwards: boolean;
  readonly #maxPages: number;

  /** @internal */
  constructor(query: CursorQuery, options: PageOptions, fetchPage: (cursor: CursorQuery) => ResponsePromise<Body>) {
    // Own properties alone: what somebody put on Object.prototype is not an option.
    const maxPages = Object.hasOwn(Object(options), "maxPages") ? options.maxPages : undefined;
    const isBackwards = Object.hasOwn(Object(query), "ending_before") && query.ending_before !== undefined;
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    super(async (receipt) => {
      await begun;
      wholeNumber("maxPages", maxPages, 1);
      const { data, response } = await fetchPage({}).withResponse();
      receipt.response = response;
      return data;
    });
    this.#begin = begin;
    this.#fetchPage = fetchPage;
    this.#isBackwards = isBackwards;
    this.#maxPages = maxPages ?? Number.POSITIVE_INFINITY;
  }

  // A list that fails before it is iterated must not end the process, so it begins when somebody waits for it.
  override then<Fulfilled = Body, Rejected = never>(
    onFulfilled?: ((page: Body) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    const derived = super.then(onFulfilled, onRejected);
    this.#begin();
    return derived;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    const cursors = new Set<string>();
    let page: Body = await this;
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
      throw new PaginationError("has_more is true, but the page is empty");
    if (seen.has(cursor)) throw new PaginationError("the server's pages lead back to one that has been read");
    seen.add(cursor);
    return cursor;
  }
}

/** Replies are not validated. Iterating needs a list in `data`. */
function itemsOf<Item>(page: unknown): readonly Item[] {
  const { data } = Object(page) as { data?: unknown };
  if (Array.isArray(data)) return data;
  throw new PaginationError("the server gave a page without a list of items");
}
