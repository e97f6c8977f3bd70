import { AbortError } from "../errors/errors.ts";
import { withOwnCause } from "../errors/own-cause.ts";
import { onAbort } from "../transport/on-abort.ts";

/** How many results may be ready or under way for each worker, so that a slow one does not hold up the others at once. */
const slotsPerWorker = 16;

/**
 * Works on the items of a source, several at once, and gives the results in the order of the source. Nothing is taken from
 * the source before a worker is free, nor while as many results wait to be taken as there is room for. What `work` throws,
 * and what the source does, ends the iteration in its turn. The signal of `work` is aborted when the iteration is left.
 */
export async function* inOrder<Input, Output>(
  inputs: AsyncGenerator<Input, void, undefined>,
  concurrency: number,
  callers: AbortSignal | undefined,
  work: (input: Input, signal: AbortSignal) => Promise<Output>,
): AsyncGenerator<Output, void, undefined> {
  const controller = new AbortController();
  const { signal } = controller;
  const forget = callers && onAbort(callers, () => controller.abort(callers.reason));
  if (callers?.aborted) controller.abort(callers.reason);
  const slots: Promise<{ readonly output: Output } | undefined>[] = [];
  let taking: Promise<unknown> = Promise.resolve();
  let isTaking = false;
  let isOver = false;
  let free = concurrency;
  let onFree = (): void => {};
  try {
    for (;;) {
      while (slots.length < concurrency * slotsPerWorker) {
        const taken = take(taking);
        const slot = worked(taken);
        // It is thrown in its turn, or never.
        slot.catch(() => {});
        taking = taken.catch(() => {});
        slots.push(slot);
      }
      const done = await slots.shift();
      if (done === undefined) return;
      yield done.output;
    }
  } finally {
    forget?.();
    controller.abort();
    await Promise.allSettled(slots);
    const closed = inputs.return();
    // A source that still looks for its next item hears of it when it has found one.
    if (isTaking) closed.catch(() => {});
    else await closed;
  }

  async function take(before: Promise<unknown>): Promise<IteratorResult<Input, void>> {
    await before;
    while (free === 0) {
      await new Promise<void>((resolve) => {
        onFree = resolve;
      });
    }
    if (signal.aborted) throw abortError(signal);
    if (isOver) return { done: true, value: undefined };
    isTaking = true;
    const next = inputs.next().finally(() => {
      isTaking = false;
    });
    const taken = await unlessAborted(next, signal);
    if (taken.done) isOver = true;
    else free -= 1;
    return taken;
  }

  async function worked(taken: Promise<IteratorResult<Input, void>>): Promise<{ readonly output: Output } | undefined> {
    const { done, value } = await taken;
    if (done) return undefined;
    try {
      return { output: await work(value, signal) };
    } catch (error) {
      isOver = true;
      throw error;
    } finally {
      free += 1;
      onFree();
    }
  }
}

function unlessAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = onAbort(signal, () => reject(abortError(signal)));
    result.then(resolve, reject).finally(forget);
  });
}

function abortError({ reason }: AbortSignal): AbortError {
  return withOwnCause(new AbortError("aborted by the caller"), reason);
}
