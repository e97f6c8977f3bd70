// The only door to `generated/`.

import type { paths as currentPaths } from "../generated/current.d.ts";

/** The newer generation: the operations that take an identity in their body are in no older pin. */
export type { paths as newerPaths } from "../generated/2026-08-21/openapi.d.ts";
/** The operations of the pin that this library compiles against, by path. */
export type paths = currentPaths;
