export type ParsedQuery = Record<string, unknown>;

/** A repeated key becomes an array. Every key is kept, so that validation can refuse those that nobody declares. */
export function parseQuery(search: string): ParsedQuery {
  const parameters = new URLSearchParams(search);
  return Object.fromEntries(
    Array.from(new Set(parameters.keys()), (key) => {
      const values = parameters.getAll(key);
      return [key, values.length === 1 ? values[0] : values];
    }),
  );
}

/**
 * The older spec declares an object, `filter_by`, and does not say how it is written in a query. The client writes it
 * as the newer generation does, by the dotted key, which is turned back into the declared object here.
 */
export function foldFilterBy(query: ParsedQuery): ParsedQuery {
  const { "filter_by.tags": tags, ...others } = query;
  return tags === undefined ? query : { ...others, filter_by: { tags: [tags].flat() } };
}
