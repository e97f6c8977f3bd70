import { QueryClientProvider } from "@tanstack/react-query";
import type { OrqOptions } from "orq-client";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { createCache, createHooks, IdentityCard } from "../../examples/react-query.tsx";
import { reply, reset } from "../support/acts.ts";
import { startRawClient } from "../support/raw-client.ts";
import type { Act, RawServer } from "../support/raw-server.ts";

const id = "user_12345";
const jane = { _id: "1", external_id: id, display_name: "Jane Smith", metrics: null };

/** What the example shows before its query has an answer, and afterwards. */
async function shown(acts: readonly Act[], options: OrqOptions = {}): Promise<{ server: RawServer; html: string[] }> {
  const { server, orq } = await startRawClient(acts, options);
  const [hooks, cache] = [createHooks(orq), createCache()];
  const render = (): string =>
    renderToString(createElement(QueryClientProvider, { client: cache }, createElement(IdentityCard, { hooks, id })));
  const before = render();
  const query = hooks.queryOptions("get", "/v2/identities/{id}", { params: { path: { id } } }, { retryOnMount: false });
  await cache.prefetchQuery(query);
  // A component that is mounted on an error would begin anew, and show that.
  cache.setQueryDefaults(query.queryKey, { retryOnMount: false });
  const html = [before, render()];
  cache.clear();
  return { server, html };
}

it("the React example shows a record, and lets the transport retry", async () => {
  const { server, html } = await shown([reply(503, { "retry-after": "0" }), reply(200, {}, jane)]);
  expect(html).toEqual(["<p>Loading…</p>", "<p>Jane Smith</p>"]);
  expect(server.requests.map(({ path }) => path)).toEqual(Array(2).fill("/v2/identities/user_12345"));
});

it("the React example shows what the server says of an error, once", async () => {
  const { server, html } = await shown([reply(404, {}, { error: "no such identity" })]);
  expect(html[1]).toBe('<p role="alert">no such identity</p>');
  expect(server.requests).toHaveLength(1);
});

it("the React example shows an error of the client", async () => {
  const { html } = await shown([reset], { maxRetries: 0 });
  expect(html[1]).toContain("ECONNRESET");
});
