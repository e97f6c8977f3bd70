/**
 * Reads an environment variable. Where a runtime has no environment (browsers, workers), or does not permit to read it
 * (Deno without `--allow-env`), it counts as empty.
 */
export function readEnvironment(name: string): string | undefined {
  try {
    const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
    return process?.env?.[name];
  } catch {
    return undefined;
  }
}
