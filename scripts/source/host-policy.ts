import { SpecError } from "../spec-error.ts";

/** The hosts that may be contacted: those of the configuration, and the one that the user named. */
export interface HostPolicy {
  readonly allowedHosts: readonly string[];
  readonly named: URL;
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const privateAddress =
  /^(0\.|10\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|\[(::|f[cd]|fe[89ab]))/i;

/** Returns a URL without its query, which may hold a token: for the lock, for messages and for the terminal. */
export function withoutQuery({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

/** Checks a URL that the user named, by `--from` or in the configuration. */
export function namedUrl(text: string, allowedHosts: readonly string[]): URL {
  if (!URL.canParse(text)) throw new SpecError(`${text}: not a URL`);
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") throw new SpecError(`${url.host}: a URL must not hold credentials`);
  checkScheme(url, allowedHosts);
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
  if (!isNamed) checkScheme(url, allowedHosts);
}

function checkScheme(url: URL, allowedHosts: readonly string[]): void {
  const { protocol, hostname, host, origin } = url;
  const name = withoutQuery(url);
  if (protocol !== "https:" && protocol !== "http:") {
    throw new SpecError(`${name}: only https is fetched, not ${protocol.slice(0, -1)}`);
  }
  if (protocol === "http:" && !loopback.test(hostname) && !allowedHosts.includes(origin)) {
    throw new SpecError(
      `${name}: only https is fetched; to permit http, list ${origin} in allowedHosts of openapi/config.yaml`,
    );
  }
  if (
    privateAddress.test(hostname) &&
    hostname !== "[::1]" &&
    !allowedHosts.some((allowed) => [host, origin].includes(allowed))
  ) {
    throw new SpecError(
      `${name}: a private address; to permit it, list ${host} in allowedHosts of openapi/config.yaml`,
    );
  }
}
