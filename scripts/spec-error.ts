/** A failure that a command expects. Its message is the one line that users read, with problem and remedy. */
export class SpecError extends Error {
  override readonly name = "SpecError";
}
