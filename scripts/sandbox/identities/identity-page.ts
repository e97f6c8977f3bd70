import type { Identity, IdentityRow, IdentityStore } from "./identity-store.ts";

const DEFAULT_LIMIT = 10;

/** The query of both generations, after validation: which keys can be there is the served document's business. */
export interface ListQuery {
  readonly limit?: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
  readonly search?: string;
  readonly filter_by?: { readonly tags?: readonly string[] };
  readonly "filter_by.tags"?: readonly string[];
  readonly sort_by?: string;
  readonly include_metrics?: boolean | null;
}

export interface IdentityPage {
  readonly identities: readonly Identity[];
  readonly hasMore: boolean;
}

/** Returns one page, the newest first; `undefined` when no identity has ever had the id that the cursor names. */
export function pageOf(store: IdentityStore, query: ListQuery): IdentityPage | undefined {
  const backwards = query.ending_before !== undefined;
  const cursor = query.ending_before ?? query.starting_after;
  const landmark = cursor === undefined ? undefined : store.landmark(cursor);
  if (cursor !== undefined && landmark === undefined) return undefined;

  // Both directions walk away from the cursor, so that a page always holds its nearest neighbours.
  const ordered = inOrder(store.rows, query.sort_by);
  const isSorted = ordered !== store.rows;
  const step = backwards ? 1 : -1;
  const start = landmark === undefined ? ordered.length : isSorted ? ordered.indexOf(landmark) : landmark.position;
  // The newer generation declares no lower bound. An empty page with more to come would send a client round for ever.
  const limit = Math.max(1, query.limit ?? DEFAULT_LIMIT);
  const nearest: Identity[] = [];
  for (let at = start + step; at >= 0 && at < ordered.length && nearest.length <= limit; at += step) {
    const row = ordered[at];
    if (row && !row.deleted && matches(row.identity, query)) nearest.push(row.identity);
  }
  const identities = nearest.slice(0, limit);
  return { identities: backwards ? identities.reverse() : identities, hasMore: nearest.length > limit };
}

/** Returns the rows from the last of the list to its first. Sorts a copy: the order of creation needs none. */
function inOrder(rows: readonly IdentityRow[], sortBy: string | undefined): readonly IdentityRow[] {
  const newestFirst = (): IdentityRow[] => rows.toReversed();
  if (sortBy === "IDENTITY_SORT_FIELD_DISPLAY_NAME") {
    return newestFirst()
      .sort((left, right) => compare(name(left), name(right)))
      .reverse();
  }
  if (sortBy === "IDENTITY_SORT_FIELD_UPDATED") {
    return newestFirst()
      .sort((left, right) => compare(right.identity.updated, left.identity.updated))
      .reverse();
  }
  return rows;
}

function name(row: IdentityRow): string {
  return row.identity.display_name ?? "";
}

/** By code unit and not by locale: the order is the same on every machine. */
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function matches(identity: Identity, query: ListQuery): boolean {
  const text = query.search?.toLowerCase() ?? "";
  const found = [identity.display_name, identity.email].some((value) => (value ?? "").toLowerCase().includes(text));
  const tags = query.filter_by?.tags ?? query["filter_by.tags"] ?? [];
  const tagged = tags.length === 0 || tags.some((tag) => identity.tags?.includes(tag));
  return found && tagged;
}
