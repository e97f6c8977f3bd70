import { ConfigError } from "../../errors/errors.ts";

/** What an `apiKey` function is told. */
export interface KeyRequest {
  /** The server has just refused the previous key with a 401: do not return a cached one. */
  readonly refresh: boolean;
}

/** A fixed key, or a function that returns one. It is asked for each call, and once more after a 401. */
export type ApiKey = string | ((request: KeyRequest) => string | Promise<string>);

/** A fixed key, or a provider that is asked before each call. */
export type KeySource = string | KeyProvider;

interface Refresh {
  readonly key: Promise<string>;
  /** The count of refreshes when this one had settled; infinite until then. */
  settledAt: number;
}

/** How many refused keys a client remembers: one for each tenant whose calls may still be under way. */
const maxRemembered = 100;

/** A function that gives keys, perhaps another one for each tenant. */
export class KeyProvider {
  /** The count of refreshes that have settled. */
  refreshes = 0;
  readonly #provide: (request: KeyRequest) => string | Promise<string>;
  /** The latest refresh of each key that the server refused. */
  readonly #latest = new Map<string, Refresh>();

  constructor(provide: (request: KeyRequest) => string | Promise<string>) {
    this.#provide = provide;
  }

  // Never cached: a provider may return another key for each tenant.
  current(): Promise<string> {
    return this.#ask(false);
  }

  /** Replaces a key that was refused. All calls that were sent with it before the refresh had settled share the new one. */
  refresh(refused: string, refreshesSeen: number): Promise<string> {
    const latest = this.#latest.get(refused);
    if (latest !== undefined && refreshesSeen < latest.settledAt) return latest.key;
    const refresh: Refresh = { key: this.#ask(true), settledAt: Number.POSITIVE_INFINITY };
    const settle = (): void => {
      this.refreshes += 1;
      refresh.settledAt = this.refreshes;
    };
    refresh.key.then(settle, settle);
    this.#remember(refused, refresh);
    return refresh.key;
  }

  /** Forgets a refresh that its caller timed out on, so that the next 401 starts a new one. */
  abandon(refused: string): void {
    if (this.#latest.get(refused)?.settledAt === Number.POSITIVE_INFINITY) this.#latest.delete(refused);
  }

  #remember(refused: string, refresh: Refresh): void {
    this.#latest.delete(refused);
    this.#latest.set(refused, refresh);
    for (const oldest of this.#latest.keys()) {
      if (this.#latest.size <= maxRemembered) return;
      this.#latest.delete(oldest);
    }
  }

  async #ask(refresh: boolean): Promise<string> {
    return checkedKey(await this.#provide({ refresh }), "the key that apiKey() returned");
  }
}

/**
 * Returns a key without spaces around it and without a leading `Bearer`.
 *
 * @throws {ConfigError} for what cannot be a key. The key is never shown.
 */
export function checkedKey(given: unknown, source: string): string {
  if (typeof given !== "string") throw new ConfigError(`${source} must be a string, and is ${typeof given}`);
  const key = given.trim().replace(/^(bearer(\s+|$))+/i, "");
  if (key === "") throw new ConfigError(`${source} is empty`);
  // What a bearer token can hold for sure (RFC 6750, section 2.1) and a little more: no space, no backslash.
  if (!/^[\x21-\x5b\x5d-\x7e]+$/.test(key))
    throw new ConfigError(`${source} has a space or a character that no key has`);
  return key;
}
