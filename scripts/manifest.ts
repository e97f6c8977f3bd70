import { createRequire } from "node:module";

/** The part of this package's own package.json that is read at run time. */
interface Manifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Found by the package's name, because the path to it differs between the sources and the bundled command. */
export const manifest: Manifest = createRequire(import.meta.url)("orq-client/package.json") as Manifest;
