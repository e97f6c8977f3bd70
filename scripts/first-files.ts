import { existsSync } from "node:fs";
import { join } from "node:path";

export const configFile = "openapi/config.yaml";
export const overlayFile = "openapi/overlay.yaml";

/** The corrections of a repository that has none yet. */
export const emptyOverlay: string = `# Your corrections of the published spec, by OpenAPI Overlay 1.0: https://spec.openapis.org/overlay/v1.0.0.html
# Each action says what is wrong in its \`description\`. An action whose target is gone fails the pull: delete it then.
overlay: 1.0.0
info:
  title: Corrections of the orq.ai API
  version: 1.0.0
actions: []
`;

/** The configuration of a repository that has none yet: the known sources, and everything in scope. */
export function firstConfig({ scope = "all", channel = "stable" }: FirstChoice = {}): string {
  return `# Where the spec comes from, and which part of it is pinned. A pull reads this; its options come first.

# The build that is followed: two builds of the spec are published, and their shapes differ.
channel: ${JSON.stringify(channel)}

# Per channel, the sources in order: the first one that answers is used.
channels:
  stable:
    - https://docs.orq.ai/openapi.json
    - https://raw.githubusercontent.com/orq-ai/orq-cli/main/openapi.yaml
    - https://raw.githubusercontent.com/orq-ai/orq-node/main/openapi.yaml
    - https://docs.orq.ai/llms.txt
  candidate:
    - https://raw.githubusercontent.com/orq-ai/orq-cli/main/packages/orq-rc/openapi.yaml

# The part that is pinned: \`tags=A,B\`, \`operations=GET /a,POST /b\`, or \`all\`.
scope: ${JSON.stringify(scope)}

# The only hosts that a redirect or a link of an index may lead to. Plain http is for hosts that are listed as http://….
allowedHosts:
  - docs.orq.ai
  - raw.githubusercontent.com
`;
}

/** What a repository starts with, where it is not the default. */
export interface FirstChoice {
  readonly scope?: string | undefined;
  readonly channel?: string | undefined;
}

/** Returns the files that people edit, by their path, as far as the repository does not have them. */
export function firstFiles(root: string, choice: FirstChoice = {}): Map<string, string> {
  const files = [
    [configFile, firstConfig(choice)],
    [overlayFile, emptyOverlay],
  ] as const;
  return new Map(files.filter(([path]) => !existsSync(join(root, path))));
}
