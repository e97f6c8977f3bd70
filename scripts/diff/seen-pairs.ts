/** Which pairs were compared already, so that what refers to itself comes to an end. */
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
