/**
 * `Taken`, unless `Given` has a key that it lacks, at any depth. The compiler itself refuses such a key in an object
 * literal alone: not in a variable, a spread or a typed parameter. `Given` is inferred from the argument. What is `any`,
 * or a type parameter of the caller's, is not looked into. `Each` holds, one a tuple, the types that must all have a key.
 */
export type Exact<Given, Taken, Each = [Taken], Found = IsSome<ExtraKeyOfEach<Given, Each>>> = [Found] extends [true]
  ? Taken & RefusalOfAll<Given, Each>
  : // Never taken: the compiler infers `Given` from it.
    [Found] extends [true]
    ? Given & Taken
    : Taken;

type ExtraKeyOfEach<Given, Each> = Each extends [infer Taken] ? ExtraKey<Given, Taken> : never;

type RefusalOfAll<Given, Each> = OfAll<Each extends [infer Taken] ? (given: Refusal<Given, Taken>) => void : never>;

/** What every function of a union takes. */
export type OfAll<Takers, Kind = unknown> = [Takers] extends [(taken: infer Taken extends Kind) => void]
  ? Taken
  : never;

declare const keyNotInSpec: unique symbol;

/** Nothing has this property: it names, in the compiler's message, the key that the pin does not have. */
export interface KeyNotInSpec<Key> {
  readonly [keyNotInSpec]: Key;
}

// Asked for `true` and not for `never`: for a type parameter the compiler then sees that the answer is no. If it could
// not, it would compare everything that may be inside.
type IsSome<Key> = [Key] extends [never] ? false : true;

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

/**
 * The keys, at any depth, that `Taken` lacks. `Seen` ends the way through a type that holds itself. Its members are
 * written out: as an alias they would be compared by their arguments, and one optional key more would make no difference.
 */
type ExtraKey<Given, Taken, Seen = never> = unknown extends Taken
  ? never
  : [Given] extends [Whole]
    ? never
    : [Taken] extends [Given]
      ? (<Type>() => Type extends Given ? 1 : 2) extends <Type>() => Type extends Taken ? 1 : 2
        ? never
        : UnseenExtraKey<Given, Taken, Seen>
      : UnseenExtraKey<Given, Taken, Seen>;

type UnseenExtraKey<Given, Taken, Seen> =
  (<Type>() => Type extends [Given, Taken] ? 1 : 2) extends Seen
    ? never
    : ExtraKeyOf<Given, Taken, Seen | (<Type>() => Type extends [Given, Taken] ? 1 : 2)>;

type ExtraKeyOf<Given, Taken, Seen> = Given extends Whole
  ? never
  : Given extends readonly (infer Item)[]
    ? ExtraKey<Item, ItemOf<Taken>, Seen>
    : {
        [Key in keyof Given]-?: Key extends KeyOf<Taken>
          ? ExtraKey<Given[Key], ValueOf<Taken, Key>, Seen>
          : string extends Key
            ? never
            : Key;
      }[keyof Given];

/** Says, at the place of each key that `Taken` lacks, that it is not in the spec. */
type Refusal<Given, Taken> = Given extends Whole
  ? unknown
  : Given extends readonly (infer Item)[]
    ? readonly Refusal<Item, ItemOf<Taken>>[]
    : [OwnExtraKey<Given, Taken>] extends [never]
      ? {
          [Key in keyof Given & KeyOf<Taken> as [ExtraKey<Given[Key], ValueOf<Taken, Key>>] extends [never]
            ? never
            : Key]: Refusal<Given[Key], ValueOf<Taken, Key>>;
        }
      : KeyNotInSpec<OwnExtraKey<Given, Taken>>;

type OwnExtraKey<Given, Taken> = {
  [Key in keyof Given]-?: Key extends KeyOf<Taken> ? never : string extends Key ? never : Key;
}[keyof Given];

// Each asks every member of a union: `keyof` of the union has the keys alone that all members share.
type KeyOf<Taken> = Taken extends Whole ? never : keyof Taken;
type ValueOf<Taken, Key> = Taken extends Whole ? never : Key extends keyof Taken ? Taken[Key] : never;
type ItemOf<Taken> = Taken extends readonly (infer Item)[] ? Item : never;
