/** Returns a number with its noun, for a message: `1 pin`, `2 pins`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
