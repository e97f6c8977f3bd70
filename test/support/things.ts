import type { Body, CallOptions, Orq, ResponsePromise, SpecClient } from "orq-client";
import type { FixturePaths, Thing } from "./fixture-spec.ts";

/** Fields of a thing. Tests of what the types refuse cast to it. */
export type Fields = Body<"PUT /v2/things/{id}", FixturePaths>;

/** The path parameters of one thing. */
export const one = { path: { id: "thing_1" } } as const;

/** The client, typed by the fixture. */
export function thingsOf(orq: Orq): SpecClient<FixturePaths> {
  return orq.withSpec<FixturePaths>();
}

/** Reads one thing: idempotent, and without an effect. */
export function retrieve(orq: Orq, options: CallOptions = {}): ResponsePromise<Thing> {
  return thingsOf(orq).call("GET /v2/things/{id}", { ...options, params: one });
}

/** Replaces one thing: idempotent. */
export function replace(orq: Orq, fields: Fields = {}, options: CallOptions = {}): ResponsePromise<Thing> {
  return thingsOf(orq).call("PUT /v2/things/{id}", { ...options, params: one, body: fields });
}

/** Creates a thing: a second time makes a second one. */
export function create(orq: Orq, fields: Fields = {}, options: CallOptions = {}): ResponsePromise<Thing> {
  return thingsOf(orq).call("POST /v2/things", { ...options, body: fields });
}

/** Deletes one thing: idempotent, and answered without a body. */
export function remove(orq: Orq, options: CallOptions = {}): ResponsePromise<undefined> {
  return thingsOf(orq).call("DELETE /v2/things/{id}", { ...options, params: one });
}
