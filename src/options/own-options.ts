import { ConfigError } from "../errors/errors.ts";

/**
 * Copies what an options object itself holds, and reads each option once. `none` names every option, so that what somebody
 * put on `Object.prototype` is not taken for one.
 *
 * @throws {ConfigError} for what is not an object.
 */
export function ownOptions<Options extends object>(options: Options, none: Unset<Options>, name: string): Options {
  if (typeof options !== "object" || options === null) throw new ConfigError(`${name} must be an object`);
  try {
    return { ...none, ...options };
  } catch (cause) {
    throw new ConfigError(`${name} cannot be read: a getter failed`, { cause });
  }
}

/** Every option of a type, and none of them given. */
export type Unset<Options> = { readonly [Name in keyof Required<Options>]: undefined };
