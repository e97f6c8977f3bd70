import { OrqError } from "./errors.ts";
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

/** One page when awaited; every item of every page, fetched as they are needed, when iterated with `for await`. */
export class PagePromise<Item extends { readonly _id: string }, Body extends Page<Item> = Page<Item>>
  extends ResponsePromise<Body>
  implements AsyncIterable<Item>
{
  readonly #first: ResponsePromise<Body>;
  readonly #fetchNext: (cursor: CursorQuery) => ResponsePromise<Body>;
  readonly #query: CursorQuery;

  constructor(query: CursorQuery, fetchPage: (cursor: CursorQuery) => ResponsePromise<Body>) {
    const first = fetchPage({});
    super(first.withResponse());
    this.#first = first;
    this.#fetchNext = fetchPage;
    this.#query = query;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    let page = await this.#first;
    let cursor: string | undefined;
    yield* page.data;
    while (page.has_more) {
      const backwards = this.#query.ending_before !== undefined;
      const next = page.data.at(backwards ? 0 : -1)?._id;
      if (next === undefined || next === cursor) {
        throw new OrqError(`the server says there are more items after ${cursor ?? "an empty page"}, and gives none`);
      }
      cursor = next;
      page = await this.#fetchNext(backwards ? { ending_before: next } : { starting_after: next });
      yield* page.data;
    }
  }
}
