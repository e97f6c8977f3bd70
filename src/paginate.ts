import type { AnyInit, Perform } from "./call.ts";
import type { Item, KnownList, ListInit } from "./list-operation.ts";
import type { Result } from "./operation.ts";
import { own } from "./results/own.ts";
import { type PageOptions, PagePromise } from "./results/page-promise.ts";
import type { Step } from "./results/pages.ts";
import type { paths } from "./spec.ts";

/** Calls a list of the spec for its pages. */
export type Paginate<Paths = paths> = <const O extends string>(
  operation: O & KnownList<O, Paths>,
  init: ListInit<O, Paths> & PageOptions,
) => PagePromise<Item<O, Paths>, Result<O, Paths>>;

/** `ListInit<O>` with its operation erased. */
interface AnyListInit extends AnyInit, PageOptions {
  readonly cursor?: string | undefined;
}

/** `Paginate` with its operation erased. */
export type AnyPaginate = (operation: string, init?: AnyListInit) => PagePromise<never, never>;

/** Returns `paginate`: each page is a call, with what the first one was given and the step that leads to it. */
export function createPaginate(perform: Perform): AnyPaginate {
  return (operation, init = {}) => {
    const isQuery = String(operation).startsWith("GET ");
    const params = own(init, "params");
    const given = isQuery ? own(params, "query") : own(init, "body");
    const asked = (step?: Step): object => ({ ...Object(given), ...step });
    const initOf = (step: Step): AnyInit =>
      isQuery ? { ...init, params: { ...Object(params), query: asked(step) } } : { ...init, body: asked(step) };
    return new PagePromise({
      maxPages: own(init, "maxPages") as number | undefined,
      cursor: own(init, "cursor") as string | undefined,
      asked,
      fetch: (step, receipt) => perform(operation, step === undefined ? init : initOf(step), receipt),
    });
  };
}
