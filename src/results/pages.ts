import { own } from "./own.ts";

/** The forms of the API's lists: the one place that names them, for the types and for the run time. */
export const listForm = {
  /** Where a page has its items, unless it is a list itself. */
  items: ["data", "items"],
  /** What says that there are more. */
  more: ["has_more", "hasMore"],
  /** The keys of an item that are its cursor, the first that it has, unless the call names another. */
  cursor: ["_id", "id"],
  /** The parameters that ask for the items after a cursor, and before one. */
  after: "starting_after",
  before: "ending_before",
  /** The parameter that takes the token of a page, and where a page has the token of the next one. */
  token: "page_token",
  nextToken: "next_page_token",
  /** The parameter that takes the number of a page, and where only numbered pages have their items. */
  number: "page",
  numbered: "items",
} as const;

/** The parameters that ask for another page. */
export type Step = Readonly<Record<string, string | number>>;

/** How to go on from a page. */
export interface Onward {
  readonly step: Step;
  /** What tells this place of the list from all others. */
  readonly mark: string;
}

/** Returns a reply as a page, or `undefined` where it is not one. An empty page may arrive without its list, or as a 204. */
export function pageOf(reply: unknown = {}): object | undefined {
  if (typeof reply !== "object" || reply === null) return undefined;
  const items: unknown = itemsOf(reply);
  if (items === undefined && !hasMore(reply)) return { ...reply, [listForm.items[0]]: [] };
  return Array.isArray(items) ? reply : undefined;
}

/** Returns the items of a page. */
export function itemsOf<Item>(page: object): readonly Item[] {
  return (Array.isArray(page) ? page : firstOwn(page, listForm.items)) as readonly Item[];
}

/** Tells whether the server says that there are more. A page that is a list itself says so by not being empty. */
export function hasMore(page: object): boolean {
  return Array.isArray(page) ? page.length > 0 : firstOwn(page, listForm.more) === true;
}

/**
 * Returns how to go on from a page that has more, or a problem. `asked` holds the parameters that the page was asked for
 * with, and `cursorKey` is the caller's.
 */
export function onward(page: object, asked: unknown, cursorKey: string | undefined): Onward | string {
  const token = own(page, listForm.nextToken);
  if (typeof token === "string" && token !== "") return { step: { [listForm.token]: token }, mark: token };
  const items = itemsOf(page);
  if (items.length === 0) return "has_more is true, but the page is empty";
  const isBackwards = own(asked, listForm.before) !== undefined;
  const item = items.at(isBackwards ? 0 : -1);
  const cursor = cursorKey === undefined ? firstOwn(item, listForm.cursor) : own(item, cursorKey);
  const isText = typeof cursor === "string" && cursor !== "";
  const number = own(asked, listForm.number) ?? (own(page, listForm.numbered) && 1);
  if (number !== undefined) {
    const next = Number(number) + 1;
    return { step: { [listForm.number]: next }, mark: isText ? cursor : String(next) };
  }
  if (isText) return { step: { [isBackwards ? listForm.before : listForm.after]: cursor }, mark: cursor };
  const key = cursorKey ?? listForm.cursor.join(" or ");
  return `an item has no ${key} that leads on: pass cursor, the key of an item that starting_after takes`;
}

function firstOwn(holder: unknown, keys: readonly string[]): unknown {
  return keys.map((key) => own(holder, key)).find((value) => value !== undefined && value !== null);
}
