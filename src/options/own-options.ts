import { ConfigError } from "../errors/errors.ts";

/**
 * Copies what an options object itself holds, and reads each option once. What somebody put on `Object.prototype` is not
 * an option.
 *
 * @throws {ConfigError} for what is not an object.
 */
export function ownOptions<Options extends object>(options: Options, name: string): Options {
  if (typeof options !== "object" || options === null) throw new ConfigError(`${name} must be an object`);
  return { __proto__: null, ...options };
}
