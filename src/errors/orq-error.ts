import type { OrqErrorCode } from "./codes.ts";
import { oneLine } from "./one-line.ts";

/** What every error of this library can say about the call that failed. */
export interface ErrorDetails {
  /** HTTP method, such as `PATCH`. */
  readonly method?: string | undefined;
  /** Path of the request, without its query. */
  readonly path?: string | undefined;
  /** Status of the reply, if one has arrived. */
  readonly status?: number | undefined;
  /** The server's name for this exchange, for support: `x-request-id`, else `x-orq-trace-id`. */
  readonly requestId?: string | undefined;
  /** The server's name for the trace (`x-orq-trace-id`), where it gives one. */
  readonly traceId?: string | undefined;
  /** How many requests were sent, including the last one. */
  readonly attempts?: number | undefined;
  /** Of a stream that has begun: how many events were given before the failure. */
  readonly eventsReceived?: number | undefined;
  /**
   * The server may have acted on a request that writes, although the call failed. Look before you repeat it.
   * @default false
   */
  readonly mayHaveActed?: boolean | undefined;
  /** What the error was made of. */
  readonly cause?: unknown;
}

// In the global registry, so that two loaded copies of this library know each other's errors.
const kinds: symbol = Symbol.for("orq-client.error.kinds");

/**
 * The base class of every error that this library throws. `instanceof` holds across two loaded copies of the library. No key
 * is in its message, its `cause` or its `body`, and its stack names the line of the caller.
 */
export abstract class OrqError extends Error {
  /** Names the class, in minified code and in another copy too. */
  static readonly kind: string = "OrqError";

  /** What went wrong: a closed list. A `switch` over it narrows an `AnyOrqError` to its class. */
  abstract readonly code: OrqErrorCode;
  /** HTTP method, such as `PATCH`. */
  declare readonly method: string | undefined;
  /** Path of the request, without its query. */
  declare readonly path: string | undefined;
  /** Status of the reply, if one has arrived. */
  declare readonly status: number | undefined;
  /** The server's name for this exchange, for support: `x-request-id`, else `x-orq-trace-id`. */
  declare readonly requestId: string | undefined;
  /** The server's name for the trace (`x-orq-trace-id`), where it gives one. */
  declare readonly traceId: string | undefined;
  /** How many requests were sent, including the last one. */
  declare readonly attempts: number | undefined;
  /** Of a stream that has begun: how many events were given before the failure. */
  declare readonly eventsReceived: number | undefined;
  /** The server may have acted on a request that writes, although the call failed. Look before you repeat it. */
  declare readonly mayHaveActed: boolean;

  constructor(message: string, { cause, ...details }: ErrorDetails = {}) {
    super(oneLine(message), cause === undefined ? undefined : { cause });
    this.name = new.target.kind;
    // Minified code has another name for the class, which `inspect` would show beside this one.
    if (Object.hasOwn(new.target, "kind")) Object.defineProperty(new.target, "name", { value: this.name });
    Object.defineProperty(this, kinds, { value: kindsOfClass(new.target) });
    // Only what is known becomes a property: an unknown one would be printed as `undefined`.
    Object.assign(this, { mayHaveActed: false }, known(details));
  }

  /** Tells whether a value is an error of this class, from whichever loaded copy of the library. */
  static override [Symbol.hasInstance](this: { readonly kind: string }, value: unknown): boolean {
    // biome-ignore-start lint/complexity/noThisInStatic: each subclass answers for itself
    // A class that a user derives has no kind of its own.
    if (!Object.hasOwn(this, "kind")) return Function.prototype[Symbol.hasInstance].call(this, value);
    return kindsOf(value).includes(this.kind);
    // biome-ignore-end lint/complexity/noThisInStatic: each subclass answers for itself
  }

  /** Returns what is fit for a log: neither the body of the reply nor the cause. */
  toJSON(): Record<string, unknown> {
    const { body: _, ...fields } = { body: undefined, ...this, message: this.message };
    return fields;
  }
}

function known(details: object): object {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}

function kindsOfClass(type: unknown): readonly string[] {
  if (typeof type !== "function") return [];
  const inherited = kindsOfClass(Object.getPrototypeOf(type));
  return Object.hasOwn(type, "kind") ? [(type as typeof OrqError).kind, ...inherited] : inherited;
}

function kindsOf(value: unknown): readonly unknown[] {
  const found: unknown = Object(value)[kinds];
  return Array.isArray(found) ? found : [];
}
