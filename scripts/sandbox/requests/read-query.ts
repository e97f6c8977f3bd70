import type { Operation } from "../api/operation.ts";

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
 * Folds dotted keys into the objects that an operation declares: `filter_by.tags` into `filter_by`. A spec that has objects
 * in a query does not say how they are written there. The client writes them as later specs name them, with a dot.
 */
export function foldObjects(query: ParsedQuery, { parameters }: Operation): ParsedQuery {
  const folded = { ...query };
  for (const { name, in: where, schema } of parameters) {
    const keys = Object.keys(query).filter((key) => key.startsWith(`${name}.`));
    if (where !== "query" || schema.value["type"] !== "object" || keys.length === 0) continue;
    folded[name] = Object.fromEntries(keys.map((key) => [key.slice(name.length + 1), query[key]]));
    for (const key of keys) delete folded[key];
  }
  return folded;
}
