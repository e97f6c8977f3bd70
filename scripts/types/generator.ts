import { createRequire } from "node:module";

const { version } = createRequire(import.meta.url)("openapi-typescript/package.json") as { version: string };

/** Name and version of what makes the types, as recorded in the lock. */
export const generator: string = `openapi-typescript@${version}`;
