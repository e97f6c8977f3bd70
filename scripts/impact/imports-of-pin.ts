import { dirname, resolve } from "node:path";
import ts from "typescript";
import { isInside, manifestOf, monorepoOf, shownPath } from "./monorepo.ts";
import { sourcesWith } from "./package-sources.ts";

/** Lists the places, as `packages/app/src/index.ts:3`, where a package imports the types of a pin of this root. */
export function importsOfPin(pin: string, root: string): string[] {
  const monorepo = monorepoOf(root);
  const isOfClient = manifestOf(root)["name"] === "orq-client";
  const places: string[] = [];
  for (const folder of monorepo.packages) {
    for (const { file, text } of sourcesWith([pin], folder, monorepo)) {
      if (isInside(file, resolve(root, "generated"))) continue;
      for (const { fileName: specifier, pos } of ts.preProcessFile(text, true, true).importedFiles) {
        if (!namesPin(specifier, file)) continue;
        places.push(`${shownPath(file, monorepo.root)}:${text.slice(0, pos).split("\n").length}`);
      }
    }
  }
  return places;

  /** An alias of a path may hide the folder, so of any other specifier the pin's name is enough. */
  function namesPin(specifier: string, file: string): boolean {
    if (specifier.startsWith(".")) return isInside(resolve(dirname(file), specifier), resolve(root, "generated", pin));
    if (specifier.startsWith("orq-client/spec/")) return isOfClient && specifier === `orq-client/spec/${pin}`;
    return specifier.split("/").includes(pin);
  }
}
