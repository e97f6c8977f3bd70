import ipaddr from "ipaddr.js";
import { SpecError } from "../spec-error.ts";

/** The hosts that may be contacted: those of the configuration, and the one that the user named. */
export interface HostPolicy {
  readonly allowedHosts: readonly string[];
  readonly named: URL;
}

/** Returns a URL without its query, which may hold a token: for the lock, for messages and for the terminal. */
export function withoutQuery({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

/** Checks a URL that the user named, by `--from` or in the configuration. */
export function namedUrl(text: string, allowedHosts: readonly string[]): URL {
  // What cannot be parsed is not quoted: it may hold a token or a password.
  if (!URL.canParse(text)) throw new SpecError(`the source ${text.split("/", 1)[0]}//… is not a valid URL`);
  const url = new URL(text);
  checkUrl(url, allowedHosts);
  return url;
}

/** Returns the target of a redirect: on the named host or an allowed one, and never from https to http. */
export function redirectTarget(from: URL, location: string | null, policy: HostPolicy): URL {
  if (location === null || !URL.canParse(location, from)) {
    throw new SpecError(`${withoutQuery(from)}: a redirect without a valid location`);
  }
  const target = new URL(location, from);
  if (from.protocol === "https:" && target.protocol !== "https:") {
    throw new SpecError(`${withoutQuery(from)}: redirects from https to ${target.protocol.slice(0, -1)}: refused`);
  }
  checkAllowed(target, policy, `${withoutQuery(from)}: redirects to ${target.host || target.protocol}`);
  return target;
}

/** Checks a URL that comes from a file or a header. */
export function checkAllowed(url: URL, { allowedHosts, named }: HostPolicy, context: string): void {
  const isNamed = url.origin === named.origin;
  if (!isNamed && !allowedHosts.some((host) => host === url.host || host === url.origin)) {
    throw new SpecError(`${context}: not in allowedHosts of openapi/config.yaml`);
  }
  if (hasCredentials(url)) throw new SpecError(`${context} with credentials: refused`);
  if (!isNamed) checkUrl(url, allowedHosts);
}

function checkUrl(url: URL, allowedHosts: readonly string[]): void {
  const { protocol, hostname, host, origin } = url;
  const name = withoutQuery(url);
  if (hasCredentials(url)) throw new SpecError(`${host}: a URL must not hold credentials`);
  if (protocol !== "https:" && protocol !== "http:") {
    throw new SpecError(`${name}: only https is fetched, not ${protocol.slice(0, -1)}`);
  }
  const place = placeOf(hostname);
  if (protocol === "http:" && place !== "this machine" && !allowedHosts.includes(origin)) {
    throw new SpecError(
      `${name}: only https is fetched; to permit http, list ${origin} in allowedHosts of openapi/config.yaml`,
    );
  }
  if (place === "private" && !allowedHosts.some((allowed) => [host, origin].includes(allowed))) {
    throw new SpecError(
      `${name}: a private address; to permit it, list ${host} in allowedHosts of openapi/config.yaml`,
    );
  }
}

function hasCredentials({ username, password }: URL): boolean {
  return username !== "" || password !== "";
}

/** Tells where a host is. Every address that is not of the public internet is private; a name counts as public. */
function placeOf(hostname: string): "this machine" | "private" | "public" {
  const address = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  if (!ipaddr.isValid(address)) return hostname === "localhost" ? "this machine" : "public";
  const range = ipaddr.process(address).range();
  if (range === "loopback") return "this machine";
  return range === "unicast" ? "public" : "private";
}
