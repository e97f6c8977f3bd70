import { type Command, defineCommand } from "../command.ts";
import { normaliseScope } from "../document/scope.ts";
import { firstFiles } from "../first-files.ts";
import { asOnlyWriter } from "../write/only-writer.ts";
import { commit } from "../write/transaction.ts";

export const init: Command = defineCommand({
  name: "init",
  about:
    "Writes openapi/config.yaml, with the known sources, and an empty openapi/overlay.yaml, where they are missing. A first pull does the same: this is for those who want to edit them before.",
  arguments: [],
  options: {
    scope: { value: "<scope>", default: "all", help: "what a pull pins: all, tags=A,B or operations=GET /a,POST /b" },
    channel: { value: "<name>", choices: ["stable", "candidate"], default: "stable", help: "the channel to follow" },
  },
  examples: [["--scope tags=Datasets,Files", "starts with a scope of two tags"]],
  exitCodes: { 0: "the files are there", 1: "an error: nothing was written" },
  needs: "nothing",
  run: ({ scope, channel }, { root, print }) =>
    asOnlyWriter(root, async () => {
      const files = firstFiles(root, { scope: normaliseScope(scope), channel });
      if (files.size > 0) commit(root, files);
      print(files.size === 0 ? "openapi/ has both files already" : `wrote ${[...files.keys()].join(" and ")}`);
      return 0;
    }),
});
