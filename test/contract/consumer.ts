import type { Orq } from "orq-client";

// What a team's code looks like: it names optional keys and reads optional fields. Every mutation is held against it.
export async function consume(orq: Orq): Promise<readonly (string | null | undefined)[]> {
  const contact = await orq.contacts.create({ external_id: "user_12345", tags: ["premium"] });
  const identity = await orq.identities.update("user_12345", { display_name: null, email: "jane@example.com" });
  const created = await orq.identities.create({ external_id: "user_12346", metadata: { department: "Engineering" } });
  const page = await orq.identities.list({ limit: 25, search: "jane", filter_by: { tags: ["premium"] } });
  const raw = await orq.call("PATCH /v2/identities/{id}", {
    params: { path: { id: "user_12345" } },
    body: { avatar_url: "https://example.com/jane.jpg" },
  });
  const listed = await orq.call("GET /v2/identities", { params: { query: { ending_before: "contact_1" } } });
  const found = await orq.identities.retrieve("user_12345", { include_metrics: true });
  const totalCost: number | undefined = found.metrics?.total_cost;
  return [
    contact.external_id,
    identity.display_name,
    created.workspace_id,
    page.data[0]?.email,
    raw.updated,
    listed.data[0]?.avatar_url,
    String(totalCost),
  ];
}
