import type { CallScope } from "../transport/call-scope.ts";

/** The data of a reply together with the reply itself (status, headers, URL). */
export interface WithResponse<Data> {
  /** What the call resolves to. */
  readonly data: Data;
  /** The reply. Its body has been read. */
  readonly response: Response;
}

/**
 * Where a call leaves its reply for `withResponse`, and its scope for what is found wrong with the reply later.
 *
 * @internal
 */
export interface Receipt {
  response?: Response;
  scope?: CallScope;
}

/**
 * A promise of the data, which also gives the response: `const { data, response } = await call.withResponse()`.
 *
 * It settles by the promise of the call itself, without a callback in between, so that the runtime can follow an error
 * back to the line that awaits.
 */
export class ResponsePromise<Data> extends Promise<Data> {
  readonly #receipt: Receipt;

  // then() returns a plain promise: a derived value has no response.
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  /** @internal */
  constructor(call: (receipt: Receipt) => Promise<Data>) {
    const receipt: Receipt = {};
    super((resolve, reject) => {
      call(receipt).then(resolve, reject);
    });
    this.#receipt = receipt;
  }

  /** Resolves to the data and the response. Rejects as the call does. */
  async withResponse(): Promise<WithResponse<Data>> {
    const data = await this;
    return { data, response: this.#receipt.response as Response };
  }
}
