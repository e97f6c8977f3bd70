/** One alternative of a value that has an inside: an object, an array or a tuple, read from a type or from a schema. */
export interface Member<Value> {
  readonly value: Value;
  /** The same for members that are alike throughout. */
  readonly key: string;
  readonly kind: "object" | "array" | "tuple";
  /** Each field with the only literals that it may hold, in order; with an empty list if it may hold more. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** The component that declares it. */
  readonly component: string | undefined;
}

interface MemberPair<Value> {
  readonly before: Value;
  readonly after: Value;
  /** What tells the pair from the other members of its union, such as `{type: "http"}`; empty if there are no others. */
  readonly name: string;
}

export interface Pairing<Value> {
  readonly pairs: readonly MemberPair<Value>[];
  readonly removed: readonly Value[];
  readonly added: readonly Value[];
}

/** Pairs the members of a union with their successors: equal ones, then those of one discriminant, then by common fields. */
export function pairMembers<Value>(before: readonly Member<Value>[], after: readonly Member<Value>[]): Pairing<Value> {
  const [removed, added] = [new Set(before), new Set(after)];
  const isOnlyPair = before.length === 1 && after.length === 1;
  const candidates = before
    .flatMap((member) =>
      after.map((successor) => ({ member, successor, score: likeness(member, successor, isOnlyPair) })),
    )
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const pairs: MemberPair<Value>[] = [];
  for (const { member, successor } of candidates) {
    if (!removed.has(member) || !added.has(successor)) continue;
    removed.delete(member);
    added.delete(successor);
    const name = nameOf(member, before) || nameOf(successor, after);
    pairs.push({ before: member.value, after: successor.value, name });
  }
  const unwrapped = ({ value }: Member<Value>): Value => value;
  return { pairs, removed: [...removed].map(unwrapped), added: [...added].map(unwrapped) };
}

function likeness<Value>(before: Member<Value>, after: Member<Value>, isOnlyPair: boolean): number {
  if (before.kind !== after.kind) return 0;
  if (before.key === after.key) return Number.POSITIVE_INFINITY;
  if (before.kind !== "object" || isOnlyPair) return 1;
  const names = new Set([...before.fields.keys(), ...after.fields.keys()]);
  if (names.size === 0) return 1;
  let shared = 0;
  let discriminants = 0;
  for (const name of names) {
    const [literals, others] = [before.fields.get(name), after.fields.get(name)];
    if (literals === undefined || others === undefined) continue;
    shared++;
    if (literals.length !== 1 || others.length !== 1) continue;
    if (literals[0] !== others[0]) return 0;
    discriminants++;
  }
  return discriminants + shared / names.size;
}

/** More literals than this are no name that a reader understands. */
const mostLiterals = 3;

/** Returns the literal that tells a member from its like, else its component, else a field that it alone has, else its position. */
function nameOf<Value>(member: Member<Value>, union: readonly Member<Value>[]): string {
  const alike = union.filter(({ kind }) => kind === member.kind);
  const others = alike.filter((other) => other !== member);
  if (others.length === 0) return "";
  const fields = [...member.fields].sort(([a, first], [b, second]) => first.length - second.length || (a < b ? -1 : 1));
  const literal = fields.find(
    ([name, literals]) =>
      literals.length > 0 &&
      literals.length <= mostLiterals &&
      others.every(({ fields: theirs }) => theirs.get(name)?.join() !== literals.join()),
  );
  if (literal) return `{${literal[0]}: ${literal[1].join(" | ")}}`;
  const { component } = member;
  if (component !== undefined && others.every((other) => other.component !== component)) return `{${component}}`;
  const own = fields.find(([name]) => others.every(({ fields: theirs }) => !theirs.has(name)));
  return own ? `{with ${own[0]}}` : `{${alike.indexOf(member) + 1} of ${alike.length}}`;
}
