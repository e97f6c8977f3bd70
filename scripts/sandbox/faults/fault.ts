/** The kinds of faults beside a status, and what each does, for the help. */
export const faultKinds = {
  reset: "closes the connection, and does nothing",
  lost: "does what was asked, and closes the connection without a reply",
  cut: "does it, sends half of the reply or `after` events, and closes the connection",
  stall: "never answers, and does nothing",
  "stall-body": "does it, sends half of the reply or `after` events, and then nothing more",
  slow: "does it, and answers after `ms` milliseconds",
  "error-event": "sends `after` events of a stream, then an event named error",
} as const;

type Kind = keyof typeof faultKinds;

/** What goes wrong with one request. */
export interface Fault {
  /** As it was written. */
  readonly text: string;
  /** `"status"`: nothing is done, and the reply is an error. */
  readonly kind: Kind | "status";
  readonly status: number;
  readonly retryAfter?: number;
  readonly after: number;
  readonly ms: number;
  /** How many requests of an operation fail before one is answered. Default: all. */
  readonly times: number;
}

/** How a fault is written. */
export const faultGrammar = "<kind>[; <name>=<number>]…";

const defaultAfterEvents = 1;
const defaultSlowMs = 1000;

type Setting = "retry-after" | "after" | "ms" | "times";

/** The settings of a fault, for the help. */
export const faultSettings: Readonly<Record<Setting, string>> = {
  "retry-after": "with a status: the seconds of the header Retry-After (default: no such header)",
  after: `how many events of a stream are sent first (default: ${defaultAfterEvents})`,
  ms: `with slow: how many milliseconds the reply waits (default: ${defaultSlowMs})`,
  times: "how many requests of the same method and path fail before one is answered (default: all fail)",
};

const names = Object.keys(faultSettings) as readonly Setting[];

/** Reads a fault such as `503`, `429; retry-after=2; times=1` or `cut`. Returns the problem where it is none. */
export function parseFault(text: string): Fault | { readonly problem: string } {
  const [kind = "", ...settings] = text.split(";").map((part) => part.trim());
  const isStatus = /^[45]\d\d$/.test(kind);
  if (!isStatus && !Object.hasOwn(faultKinds, kind)) {
    const kinds = Object.keys(faultKinds).join(", ");
    return { problem: `"${kind}" is not a fault; expected a status from 400 to 599, or one of ${kinds}` };
  }
  const numbers: Partial<Record<Setting, number>> = {};
  for (const setting of settings) {
    const [name = "", value = ""] = setting.split("=").map((part) => part.trim());
    const known = names.find((each) => each === name);
    if (known === undefined || !/^\d{1,9}$/.test(value)) {
      return { problem: `"${setting}" is not a setting of a fault; expected <number> for one of ${names.join(", ")}` };
    }
    numbers[known] = Number(value);
  }
  const retryAfter = numbers["retry-after"];
  return {
    text,
    kind: isStatus ? "status" : (kind as Kind),
    status: isStatus ? Number(kind) : 0,
    ...(retryAfter !== undefined && { retryAfter }),
    after: numbers.after ?? defaultAfterEvents,
    ms: numbers.ms ?? defaultSlowMs,
    times: numbers.times ?? Number.POSITIVE_INFINITY,
  };
}
