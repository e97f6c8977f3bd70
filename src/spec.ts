/** The only door to `generated/`: the types of the pin that this library compiles against. */
export type { paths } from "../generated/current.d.ts";
