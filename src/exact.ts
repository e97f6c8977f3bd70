/**
 * `Taken`, unless `Given` has a key that it lacks, at any depth. The compiler itself refuses such a key in an object
 * literal alone: not in a variable, a spread or a typed parameter. `Given` is inferred from the argument. What is `any`,
 * or a type parameter of the caller's, is not looked into. `Each` holds, one a tuple, the types that must all have a key.
 */
export type Exact<Given, Taken, Each = [Taken], Fits = FitsEach<Given, Each>> = [Fits] extends [false]
  ? Taken & RefusalOfAll<Given, Each>
  : // Never taken: the compiler infers `Given` from it.
    [Fits] extends [false]
    ? Given & Taken
    : Taken;

// `true`, or `false`, or `never` where they differ. Asked whether it is `false`: for a type parameter the compiler then sees
// that it is not, and compares nothing.
type FitsEach<Given, Each> = OfAll<Each extends [infer Taken] ? (fits: Fits<Given, Taken>) => void : never>;

type Fits<Given, Taken> = [Given] extends [Cut<Given, Taken>] ? true : false;

/**
 * `Given` with `never` at each key that `Taken` lacks. It is compared as objects are, so that the compiler itself ends the
 * way through a type that holds itself. Each member of a union gets the stale keys of all: it would fit one without them.
 */
type Cut<Given, Taken> = unknown extends Taken ? Given : CutMember<Given, Taken, StaleKey<Given, Taken>>;

type CutMember<Given, Taken, Stale extends PropertyKey> = Given extends Whole
  ? Given
  : Given extends readonly (infer Item)[]
    ? readonly Cut<Item, ItemOf<Taken>>[]
    : { [Key in keyof Given]: Key extends KeyOf<Taken> ? Cut<Given[Key], ValueOf<Taken, Key>> : Given[Key] } & {
        [Key in Stale]?: never;
      };

/** The keys that `Taken` lacks, of every member. */
type StaleKey<Given, Taken> = Given extends Whole | readonly unknown[]
  ? never
  : { [Key in keyof Given]-?: Key extends KeyOf<Taken> ? never : string extends Key ? never : Key }[keyof Given];

type RefusalOfAll<Given, Each> = OfAll<Each extends [infer Taken] ? (given: Refusal<Given, Taken>) => void : never>;

/** What every function of a union takes. */
export type OfAll<Takers, Kind = unknown> = [Takers] extends [(taken: infer Taken extends Kind) => void]
  ? Taken
  : never;

declare const keyNotInSpec: unique symbol;

/** Nothing has this property: it names, in the compiler's message, the key that the pin does not have. */
interface KeyNotInSpec<Key> {
  readonly [keyNotInSpec]: Key;
}

/** What has no keys of the spec inside. */
type Whole =
  | AbortSignal
  | ArrayBuffer
  | ArrayBufferView
  | Blob
  | Date
  | FormData
  | Headers
  | ReadableStream
  | URLSearchParams
  | bigint
  | boolean
  | null
  | number
  | string
  | symbol
  | undefined
  | ((...values: never[]) => unknown);

/** Says, at the place of each key that `Taken` lacks, that it is not in the spec. Members of a union that fit are left out. */
type Refusal<Given, Taken> = [Fits<Given, Taken>] extends [true] ? unknown : RefusalOfMember<Given, Taken>;

type RefusalOfMember<Given, Taken> = Given extends unknown
  ? [Fits<Given, Taken>] extends [true]
    ? never
    : Given extends readonly (infer Item)[]
      ? readonly Refusal<Item, ItemOf<Taken>>[]
      : [StaleKey<Given, Taken>] extends [never]
        ? {
            [Key in keyof Given & KeyOf<Taken> as [Fits<Given[Key], ValueOf<Taken, Key>>] extends [true]
              ? never
              : Key]: Refusal<Given[Key], ValueOf<Taken, Key>>;
          }
        : KeyNotInSpec<StaleKey<Given, Taken>>
  : never;

// Each asks every member of a union: `keyof` of the union has the keys alone that all members share.
type KeyOf<Taken> = Taken extends Whole ? never : keyof Taken;
type ValueOf<Taken, Key> = Taken extends Whole ? never : Key extends keyof Taken ? Taken[Key] : never;
type ItemOf<Taken> = Taken extends readonly (infer Item)[] ? Item : never;
