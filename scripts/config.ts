import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json } from "./document/json.ts";
import { parseYaml } from "./document/parse.ts";
import { firstConfig, configFile as name } from "./first-files.ts";
import { SpecError } from "./spec-error.ts";
import { lockFile } from "./workspace.ts";

/** The content of `openapi/config.yaml`. */
export interface Config {
  readonly channel: string;
  readonly channels: Readonly<Record<string, readonly string[]>>;
  readonly scope: string;
  readonly allowedHosts: readonly string[];
}

const defaults: Config = { channel: "stable", channels: {}, scope: "all", allowedHosts: [] };

/** Reads the configuration. Before the first pull it may be missing: then it is the one that this pull will write. */
export function readConfig(root: string): Config {
  const file = join(root, name);
  const isThere = existsSync(file);
  if (!isThere && existsSync(lockFile(root))) {
    const way = "or create it with the line `scope: all`";
    throw new SpecError(`${name} is missing: restore it with \`git checkout ${name}\`, ${way}`);
  }
  const value = parseYaml(isThere ? readFileSync(file, "utf8") : firstConfig(), name);
  if (!isObject(value)) throw new SpecError(`${name}: expected a mapping`);
  const unknown = Object.keys(value).find((key) => !Object.hasOwn(defaults, key));
  if (unknown !== undefined)
    throw new SpecError(`${name}: unknown key "${unknown}"; expected one of ${Object.keys(defaults).join(", ")}`);
  const channels = value["channels"] ?? {};
  if (!isObject(channels)) throw new SpecError(`${name}: channels: expected a list of sources per channel`);
  return {
    channel: stringOf(value["channel"], "channel", defaults.channel),
    channels: Object.fromEntries(
      Object.entries(channels).map(([key, list]) => [key, stringsOf(list, `channels.${key}`)]),
    ),
    scope: stringOf(value["scope"], "scope", defaults.scope),
    allowedHosts: stringsOf(value["allowedHosts"] ?? [], "allowedHosts"),
  };
}

/** Returns the sources of a channel, in order. */
export function sourcesOf({ channels }: Config, channel: string): readonly string[] {
  const sources = Object.hasOwn(channels, channel) ? channels[channel] : undefined;
  if (sources && sources.length > 0) return sources;
  const known = Object.keys(channels).join(", ") || "none";
  throw new SpecError(
    `${name} has no sources for the channel "${channel}" (known channels: ${known}): add them, or use --from`,
  );
}

function stringOf(value: Json | undefined, key: string, otherwise: string): string {
  if (value === undefined) return otherwise;
  if (typeof value === "string" && value !== "") return value;
  throw new SpecError(`${name}: ${key}: expected a string`);
}

function stringsOf(value: Json | undefined, key: string): string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "string" && item !== "")) return value as string[];
  throw new SpecError(`${name}: ${key}: expected a list of strings`);
}
