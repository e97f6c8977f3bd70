/** Pairs already compared: ends the comparison of recursive schemas. */
export class SeenPairs<Part extends object> {
  readonly #partners = new Map<Part, Set<Part>>();

  has(old: Part, now: Part): boolean {
    return this.#partners.get(old)?.has(now) === true;
  }

  add(old: Part, now: Part): void {
    const partners = this.#partners.get(old) ?? new Set();
    this.#partners.set(old, partners.add(now));
  }
}
