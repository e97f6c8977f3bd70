// The only door to `generated/`.

/** The newer generation: the operations that take an identity in their body are in no older pin. */
export type { paths as newerPaths } from "../generated/2026-08-21/openapi.d.ts";
/** The pin that this library compiles against. */
export type { paths } from "../generated/current.d.ts";
