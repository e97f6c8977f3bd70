import { type Member, type Pairing, pairMembers } from "./members.ts";

/** A direction of a value: callers pass it (`request`) or receive it (`response`). */
export type Direction = "request" | "response";

/** How the walk reads a value, whether it is a type or a schema. */
export interface Material<Value> {
  /** The same for values that are alike throughout. */
  readonly keyOf: (value: Value) => string;
  /** The alternatives that have an inside. */
  readonly membersOf: (value: Value) => readonly Member<Value>[];
  /** What is inside a member, by the step that leads there: `.name`, `[]`, `[*]` or `[0]`. */
  readonly insideOf: (member: Value) => ReadonlyMap<string, Value>;
}

/** How a place is called. */
export interface PlaceName {
  /** The way to it, such as `200 .data[]{type: "http"}.url`. */
  readonly text: string;
  /** Its last field, such as `.url` or `.data[]`; what the way starts with if there is none. */
  readonly field: string;
}

/** Names the place that a step leads to. */
export function below({ text, field }: PlaceName, step: string): PlaceName {
  return { text: text + step, field: /^\[(\d*|\*)\]$/.test(step) ? field + step : step };
}

/** What stands at one place before and after. */
export interface Place<Value> {
  readonly before: Value;
  readonly after: Value;
  readonly at: PlaceName;
  /** Whether the judge has accepted a value around this one, so that this one cannot break by not fitting. */
  readonly fits: boolean;
  /** The other members of the union after. */
  readonly siblings?: readonly Value[];
}

/** A difference at a place. */
export interface Difference {
  readonly at: string;
  readonly field: string;
  readonly message: string;
  readonly breaks: boolean;
}

export type Report = (at: PlaceName, message: string, breaks: boolean) => void;

/** What is asked at each place. Each method returns whether the two sides fit. */
export interface Judge<Value> {
  /** Judges two values, which may be unions. */
  readonly judgeValues: (place: Place<Value>, pairing: Pairing<Value>, report: Report) => boolean;
  /** Judges two members that are one pair of the values around them; `undefined` if one has replaced the other. */
  readonly judgeMembers: (place: Place<Value>, around: Place<Value>, report: Report) => boolean | undefined;
  /** Judges which fields two members have. The walk goes on to each field that both have. */
  readonly judgeFields: (place: Place<Value>, report: Report) => void;
}

/** The most places at which the inside of one pair of values is walked: few schemas that share can make very many places. */
const mostVisits = 300;

/** The most steps that are walked: deeper than any spec that people write, and less than what overflows the stack. */
const mostSteps = 200;

/**
 * Walks two values place by place: pairs the members of unions, names each place, hands it to a judge, and goes on to what
 * is inside. Types and schemas are walked by this one code, each with a material and a judge of its own.
 */
export class ValueWalk<Value> {
  readonly #before: Material<Value>;
  readonly #after: Material<Value>;
  readonly #judge: Judge<Value>;
  /** Pairs in which nothing differs. */
  readonly #alike = new Set<string>();
  /** The pairs that are being walked now, and how far each is from the start: ends the walk of recursive schemas. */
  readonly #open = new Map<string, number>();
  readonly #visits = new Map<string, number>();
  #found: Difference[] = [];

  constructor(before: Material<Value>, after: Material<Value>, judge: Judge<Value>) {
    this.#before = before;
    this.#after = after;
    this.#judge = judge;
  }

  /** Returns the differences of two values, at places that start with `at`. */
  compare(before: Value, after: Value, at: PlaceName): readonly Difference[] {
    return this.#collect(() => this.#walk({ before, after, at, fits: false }));
  }

  /** Returns the differences of the fields of two objects. Generated types show the parameters of a location as fields, too. */
  compareFields(before: Value, after: Value, at: PlaceName): readonly Difference[] {
    return this.#collect(() => this.#walkInside({ before, after, at, fits: false }));
  }

  #collect(walk: () => unknown): readonly Difference[] {
    this.#found = [];
    this.#visits.clear();
    walk();
    return this.#found;
  }

  /** Returns how near to the start the pair lies at which the walk went in a circle; infinity if it did not. */
  #walk(place: Place<Value>): number {
    const { before, after } = place;
    const [keyBefore, keyAfter] = [this.#before.keyOf(before), this.#after.keyOf(after)];
    const pair = `${keyBefore} ${keyAfter}`;
    const start = this.#open.get(pair);
    if (start !== undefined) return start;
    if (keyBefore === keyAfter || this.#alike.has(pair)) return Number.POSITIVE_INFINITY;
    const [depth, known] = [this.#open.size, this.#found.length];
    this.#open.set(pair, depth);
    const nearest = this.#walkMembers(place, pair);
    this.#open.delete(pair);
    // Inside a circle, a difference may still be found further up.
    if (nearest >= depth && this.#found.length === known) this.#alike.add(pair);
    return nearest;
  }

  #walkMembers(around: Place<Value>, pairKey: string): number {
    const { before, after, at } = around;
    const [membersBefore, membersAfter] = [this.#before.membersOf(before), this.#after.membersOf(after)];
    const visits = this.#visits.get(pairKey) ?? 0;
    const goesOn = visits < mostVisits && this.#open.size <= mostSteps;
    this.#visits.set(pairKey, visits + 1);
    const pairing = pairMembers(membersBefore, membersAfter);
    const fits = this.#judge.judgeValues(around, pairing, this.#report);
    let nearest = Number.POSITIVE_INFINITY;
    for (const pair of goesOn ? pairing.pairs : []) {
      const place = { before: pair.before, after: pair.after, at: { ...at, text: at.text + pair.name }, fits };
      const memberFits = this.#judge.judgeMembers(place, around, this.#report);
      if (memberFits === undefined) continue;
      const siblings = membersAfter.map(({ value }) => value).filter((value) => value !== pair.after);
      nearest = Math.min(nearest, this.#walkInside({ ...place, fits: memberFits, siblings }));
    }
    return nearest;
  }

  #walkInside(place: Place<Value>): number {
    const { before, after, at, fits } = place;
    this.#judge.judgeFields(place, this.#report);
    const inside = this.#after.insideOf(after);
    let nearest = Number.POSITIVE_INFINITY;
    for (const [step, value] of this.#before.insideOf(before)) {
      const successor = inside.get(step);
      if (successor === undefined) continue;
      nearest = Math.min(nearest, this.#walk({ before: value, after: successor, at: below(at, step), fits }));
    }
    return nearest;
  }

  readonly #report: Report = ({ text, field }, message, breaks) => {
    this.#found.push({ at: text.trim(), field, message, breaks });
  };
}

/** Writes a field as code accesses it. */
export function accessor(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
