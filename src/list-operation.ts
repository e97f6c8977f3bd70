import type {
  Body,
  CallArguments,
  Init,
  IsOpen,
  IsOperation,
  Nearest,
  Not,
  Operation,
  Query,
  Result,
} from "./operation.ts";
import type { PageOptions } from "./results/page-promise.ts";
import type { listForm } from "./results/pages.ts";
import type { paths } from "./spec.ts";

type Form = typeof listForm;

/** The parameters by which an operation goes on to the next page. */
type Lead = Form["after" | "token" | "number"];

/** An item of a list: `never` for an operation that is not one. */
export type Item<O extends string, Paths = paths> = [LeadOf<O, Paths>] extends [never]
  ? never
  : ItemOf<Result<O, Paths>>;

type LeadOf<O extends string, Paths> = KnownKey<Asked<O, Paths>> & Lead;

/** The parameters of a list: the query of a GET, the body of a search. */
type Asked<O extends string, Paths> = O extends `GET ${string}` ? Query<O, Paths> : Body<O, Paths>;

// `never`, and an object whose keys are open, would have every key.
type KnownKey<Holder> = [Holder] extends [never] ? never : string extends keyof Holder ? never : keyof Holder;

// Without a word on whether there is more, all that follows the first page would be lost.
type ItemOf<Page> = Page extends readonly (infer Item)[]
  ? Item
  : KnownKey<Page> & Form["more"][number] extends never
    ? never
    : Page extends { readonly [Key in Form["items"][0]]?: readonly (infer Item)[] | null }
      ? Item
      : Page extends { readonly [Key in Form["numbered"]]?: readonly (infer Item)[] | null }
        ? Item
        : never;

/** The argument of a call of a list: as of any call, with what its reply does not tell at run time. */
export type ListInit<O extends string, Paths = paths> = Init<O, Paths> & Untold<O, Paths>;

type Untold<O extends string, Paths> =
  Form["after"] extends LeadOf<O, Paths>
    ? keyof Item<O, Paths> & Form["cursor"][number] extends never
      ? CursorOption<O, Paths>
      : Partial<CursorOption<O, Paths>>
    : Form["number"] extends LeadOf<O, Paths>
      ? Form["numbered"] extends keyof Result<O, Paths>
        ? unknown
        : FirstNumber<O>
      : unknown;

/** How a list whose items have no `_id` and no `id` leads on. */
interface CursorOption<O extends string, Paths> {
  /**
   * The key of an item that `starting_after` and `ending_before` take.
   * @default `_id`, or `id` where an item has no `_id`
   */
  readonly cursor: {
    [Key in keyof Item<O, Paths>]-?: Item<O, Paths>[Key] extends string | undefined ? Key : never;
  }[keyof Item<O, Paths>];
}

/** The number of the first page: where it is given, the pages are known to have numbers. */
type FirstNumber<O extends string> = O extends `GET ${string}`
  ? { params: { query: { [Key in Form["number"]]: number } } }
  : { body: { [Key in Form["number"]]: number } };

/** The arguments that follow the operation in a call of a list. Any do where the operation itself is refused. */
export type ListArguments<O extends string, Paths, Given> = [IsOpen<O>, Item<O, Paths>] extends [false, never]
  ? [init?: object]
  : CallArguments<O, Paths, PageOptions & Untold<O, Paths>, Given>;

/** Refuses an operation that is not a list, as `KnownOperation` refuses a key. */
export type KnownList<O extends string, Paths> = [IsOpen<O>] extends [false]
  ? [IsOperation<O, Paths>] extends [true]
    ? [Item<O, Paths>] extends [never]
      ? NoInfer<Refusal<O, Paths>>
      : unknown
    : NoInfer<Refusal<O, Paths>>
  : unknown;

// Before the argument is known, `O` is `string`: an editor offers what this gives.
type Refusal<O extends string, Paths> = O extends unknown
  ? string extends O
    ? ListOperation<Paths>
    : Not<"a list", Nearest<O, ListOperation<Paths>>>
  : never;

/** The key of an operation that is a list. */
export type ListOperation<Paths = paths> = {
  [O in Operation<Paths>]: [Item<O, Paths>] extends [never] ? never : O;
}[Operation<Paths>];
