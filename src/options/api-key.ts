import { readEnvironment } from "../environment.ts";
import { ConfigError } from "../errors/errors.ts";
import { safeCause } from "../errors/secrets.ts";

export interface KeyRequest {
  /** The server has just refused the key that was given last: a kept one will not do. */
  readonly refresh: boolean;
}

/** A key, or a function that gives one (perhaps later): for each call, and once more after the server answered 401. */
export type ApiKey = string | ((request: KeyRequest) => string | Promise<string>);

/** The key, or what to ask for it at each call. */
export type KeySource = string | AskedKey;

/**
 * Checks a key as far as it is known now. Default: the environment variable `ORQ_API_KEY`.
 *
 * @throws {ConfigError} that never shows the key.
 */
export function resolveApiKey(apiKey: ApiKey | undefined): KeySource {
  const given = apiKey ?? readEnvironment("ORQ_API_KEY");
  if (typeof given === "function") return new AskedKey(given);
  if (given === undefined) throw new ConfigError("apiKey is missing: pass { apiKey } or set ORQ_API_KEY");
  return checkedKey(given, apiKey === undefined ? "ORQ_API_KEY" : "apiKey");
}

/** A key that a function gives. */
export class AskedKey {
  /** How many refreshes have ended so far. */
  refreshes = 0;
  readonly #give: (request: KeyRequest) => string | Promise<string>;
  #latest: { readonly refused: string; readonly key: Promise<string>; number: number } | undefined;

  constructor(give: (request: KeyRequest) => string | Promise<string>) {
    this.#give = give;
  }

  // Never kept: it may depend on whose call this is.
  current(): Promise<string> {
    return this.#ask(false);
  }

  /** Another key for one that was refused: all calls that were refused meanwhile share it. */
  refresh(refused: string, refreshesSeen: number): Promise<string> {
    const latest = this.#latest;
    if (latest?.refused === refused && refreshesSeen < latest.number) return latest.key;
    const key = this.#ask(true);
    const refresh = { refused, key, number: Number.POSITIVE_INFINITY };
    const end = (): void => {
      this.refreshes += 1;
      refresh.number = this.refreshes;
    };
    key.then(end, end);
    this.#latest = refresh;
    return key;
  }

  /** A refresh that nobody has the time to wait for is not what the next call is made to wait for. */
  leave(refused: string): void {
    const latest = this.#latest;
    if (latest?.refused === refused && latest.number === Number.POSITIVE_INFINITY) this.#latest = undefined;
  }

  async #ask(refresh: boolean): Promise<string> {
    return checkedKey(await this.#given(refresh), "the key that apiKey() gave");
  }

  async #given(refresh: boolean): Promise<unknown> {
    try {
      return await this.#give({ refresh });
    } catch (error) {
      throw new ConfigError("apiKey() failed to give a key", { cause: safeCause(error, "") });
    }
  }
}

function checkedKey(given: unknown, source: string): string {
  if (typeof given !== "string") throw new ConfigError(`${source} must be a string, and is ${typeof given}`);
  const key = given.trim().replace(/^(bearer(\s+|$))+/i, "");
  if (key === "") throw new ConfigError(`${source} is empty`);
  // What a header can carry for sure (RFC 9110, section 5.5).
  if (!/^[\x21-\x7e]+$/.test(key)) throw new ConfigError(`${source} has a space or a character that no key has`);
  return key;
}
