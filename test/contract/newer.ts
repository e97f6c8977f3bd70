// The pin is of the older generation, and the server moves when it likes: what the facade sends must suit the newer one.
// The newer spec declares no nulls any more, as the README says: null is the caller's to send, so it is left out here.
export const senderOf = (operation: string, sent: string): string => `
import type { Body, ${sent.replace(/ .*/, "")} } from "orq-client";
import type { paths } from "./paths.d.ts";
type WithoutNull<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], null> };
type Newer = Body<"${operation}", paths>;
declare const fields: WithoutNull<${sent}>;
export const body: Newer = fields;
export const stale: Record<Exclude<keyof (${sent}), keyof Newer>, never> = {};
`;
