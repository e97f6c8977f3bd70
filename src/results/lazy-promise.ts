import { type Receipt, ResponsePromise } from "./response-promise.ts";

/** A promise of a call that begins when somebody waits for it: one that nobody waits for sends nothing, and cannot fail. */
export class LazyPromise<Data> extends ResponsePromise<Data> {
  readonly #begin: () => void;

  /** @internal */
  constructor(call: (receipt: Receipt) => Promise<Data>) {
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    super(async (receipt) => {
      await begun;
      return call(receipt);
    });
    this.#begin = begin;
  }

  override then<Fulfilled = Data, Rejected = never>(
    onFulfilled?: ((data: Data) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    const derived = super.then(onFulfilled, onRejected);
    this.#begin();
    return derived;
  }
}
