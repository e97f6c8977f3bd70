/** A failure that a command expects: its message is the one line the user reads, naming the thing and the way out. */
export class SpecError extends Error {
  override readonly name = "SpecError";
}
