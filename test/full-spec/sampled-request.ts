import type { Api } from "../../scripts/sandbox/api/api.ts";
import type { Operation } from "../../scripts/sandbox/api/operation.ts";
import { fileMark } from "../../scripts/sandbox/api/schema-checker.ts";

/** What a call of an operation passes: the shape of `params` and `body` in `orq.call`. */
export interface SampledInit {
  readonly params: { readonly path: Record<string, unknown>; readonly query: Record<string, unknown> };
  /** A file of a form is a `File`. */
  readonly body: unknown;
  readonly contentType: string | undefined;
}

/** A page is asked for by what an earlier page gave, which a sample is not. */
const pagingKeys = ["starting_after", "ending_before", "page_token"];

/** Makes a valid call of an operation from the document alone: all of its parameters, and a body with all of its fields. */
export function sampledInit({ sampler }: Api, { parameters, body }: Operation): SampledInit {
  const declared = parameters.filter(({ name }) => !pagingKeys.includes(name));
  const valuesIn = (where: string): Record<string, unknown> =>
    Object.fromEntries(
      declared.filter((each) => each.in === where).map(({ name, schema }) => [name, sampler.sample(schema.pointer)]),
    );
  const [contentType, schema] = body?.contents.entries().next().value ?? [];
  const value = schema && withFiles(sampler.sample(schema.pointer));
  return { params: { path: valuesIn("path"), query: valuesIn("query") }, body: value, contentType };
}

function withFiles(value: unknown): unknown {
  if (value === fileMark) return new File(["content"], "file.bin", { type: "application/octet-stream" });
  if (Array.isArray(value)) return value.map(withFiles);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, withFiles(field)]));
}
