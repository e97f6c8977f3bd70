// Shows an identity in React: openapi-react-query over `orq.api`, so that every query goes through the client's transport.
import { QueryClient } from "@tanstack/react-query";
import createQueries, { type OpenapiQueryClient } from "openapi-react-query";
import { isOrqError, type Orq, type paths } from "orq-client";
import type { ReactElement } from "react";

/**
 * Returns typed hooks of the API: `useQuery("get", "/v2/identities/{id}", …)`. A web page must not have the key: there, `orq`
 * calls a server of yours, which adds it.
 */
export function createHooks(orq: Orq): OpenapiQueryClient<paths> {
  return createQueries(orq.api);
}

/** Returns a query client that leaves retries to the transport, which knows what can be sent again. */
export function createCache(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
}

export function IdentityCard({ hooks, id }: { hooks: OpenapiQueryClient<paths>; id: string }): ReactElement {
  const { data, error, isPending } = hooks.useQuery("get", "/v2/identities/{id}", { params: { path: { id } } });
  if (isPending) return <p>Loading…</p>;
  // What the server declares comes as it is; a connection that fails, for one, is an error of the client.
  if (error) return <p role="alert">{isOrqError(error) ? error.message : error.error}</p>;
  return <p>{data.display_name}</p>;
}
