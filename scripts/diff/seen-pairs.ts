/** Pairs already compared: ends the comparison of recursive schemas. */
export class SeenPairs<Part extends object> {
  readonly #partners = new Map<Part, Set<Part>>();

  has(before: Part, after: Part): boolean {
    return this.#partners.get(before)?.has(after) === true;
  }

  add(before: Part, after: Part): void {
    const partners = this.#partners.get(before) ?? new Set();
    this.#partners.set(before, partners.add(after));
  }
}
