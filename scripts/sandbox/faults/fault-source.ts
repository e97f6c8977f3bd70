import { createHash } from "node:crypto";
import { type Fault, parseFault } from "./fault.ts";

/** A share of requests that fail, always the same ones. */
export interface RandomFaults {
  /** From 0 to 1. */
  readonly share: number;
  /** What goes wrong, as in the header. Default: a status to wait for, one to repeat, and three broken connections. */
  readonly kinds?: readonly string[];
  /** Another text makes other requests fail. */
  readonly seed?: string;
}

/** The header that asks for a fault. */
export const faultHeader = "x-sandbox-fault";

const defaultKinds = ["429; retry-after=1", "503", "reset", "lost", "cut"];

/** Decides which requests fail, and how. Remembers what it has decided. */
export class FaultSource {
  /** How often each fault has happened, by its text. */
  readonly counts: Record<string, number> = {};
  readonly #share: number;
  readonly #faults: readonly Fault[];
  readonly #seed: string;
  readonly #failures = new Map<string, number>();
  #drawn = 0;

  /** @throws {Error} for a kind that is not a fault. */
  constructor({ share, kinds = defaultKinds, seed = "" }: RandomFaults) {
    this.#share = share;
    this.#seed = seed;
    this.#faults = kinds.map((kind) => {
      const fault = parseFault(kind);
      if ("problem" in fault) throw new Error(fault.problem);
      return fault;
    });
  }

  /** Returns the fault of a request, the header's first. A header that cannot be read gives its problem. */
  next(operation: string, header: string | undefined): Fault | { readonly problem: string } | undefined {
    const fault = header === undefined ? this.#draw() : parseFault(header);
    if (fault === undefined || "problem" in fault || this.#isOver(operation, fault))
      return fault && "problem" in fault ? fault : undefined;
    this.counts[fault.text] = (this.counts[fault.text] ?? 0) + 1;
    return fault;
  }

  #draw(): Fault | undefined {
    if (this.#share === 0) return undefined;
    this.#drawn += 1;
    const hash = createHash("sha256").update(`${this.#seed} ${this.#drawn}`).digest();
    if (hash.readUInt32BE(0) / 2 ** 32 >= this.#share) return undefined;
    return this.#faults[hash.readUInt32BE(4) % this.#faults.length];
  }

  /** Tells whether as many requests have failed as the fault says. Then it starts anew. */
  #isOver(operation: string, { text, times }: Fault): boolean {
    if (times === Number.POSITIVE_INFINITY) return false;
    const key = `${operation} ${text}`;
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures < times ? failures + 1 : 0);
    return failures >= times;
  }
}
