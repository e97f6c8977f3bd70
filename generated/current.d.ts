export type { components, operations, paths } from "./2026-05-14/openapi.d.ts";
