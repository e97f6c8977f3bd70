import { ConnectionError, OrqError } from "./errors.ts";

export type Fetch = (request: Request) => Promise<Response>;

/** One concern of sending a request, wrapped around the next. */
type Layer = (next: Fetch) => Fetch;

export interface TransportOptions {
  readonly fetch: Fetch;
  readonly apiKey: () => Promise<string>;
}

/** Every request passes these layers, the first one outermost. */
export function createTransport({ fetch, apiKey }: TransportOptions): Fetch {
  const layers: Layer[] = [auth(apiKey), connection];
  return layers.reduceRight((next, layer) => layer(next), fetch);
}

function auth(apiKey: () => Promise<string>): Layer {
  return (next) => async (request) => {
    request.headers.set("authorization", `Bearer ${await apiKey()}`);
    return next(request);
  };
}

function connection(next: Fetch): Fetch {
  return async (request) => {
    try {
      return await next(request);
    } catch (cause) {
      if (cause instanceof OrqError || request.signal.aborted) throw cause;
      const path = new URL(request.url).pathname;
      throw new ConnectionError(`${request.method} ${path}: no reply`, { method: request.method, path, cause });
    }
  };
}
