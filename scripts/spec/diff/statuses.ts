/** What a call rejects on; `default` is what an operation answers when nothing else is declared. */
export function isError(status: string): boolean {
  return /^([45](\d\d|XX)|default)$/i.test(status);
}
