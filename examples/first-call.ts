import { Orq } from "orq-client";

const orq = new Orq(); // the key comes from ORQ_API_KEY

const { outcome } = await orq.identities.upsert("user_12345", { display_name: "Jane Smith" });
console.log(outcome, "user_12345"); // created, updated or unchanged

const identity = await orq.identities.update("user_12345", { display_name: "Jane Smith-Wilson" });
console.log("updated", identity.display_name);

for await (const { external_id, display_name } of orq.identities.list({ search: "jane" })) {
  console.log("found", external_id, display_name);
}
