/** The data of a reply together with the reply itself (status, headers, URL; its body has been read). */
export interface WithResponse<Data> {
  readonly data: Data;
  readonly response: Response;
}

/** A promise of the data, which also gives the response: `const { data, response } = await call.withResponse()`. */
export class ResponsePromise<Data> extends Promise<Data> {
  readonly #outcome: Promise<WithResponse<Data>>;

  // A promise made by then() is a plain one: it knows no response.
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  constructor(outcome: Promise<WithResponse<Data>>) {
    super(() => {});
    this.#outcome = outcome;
  }

  withResponse(): Promise<WithResponse<Data>> {
    return this.#outcome;
  }

  // catch() and finally() come through here too, so the outcome is the only promise that can be left unhandled.
  override then<Fulfilled = Data, Rejected = never>(
    onFulfilled?: ((data: Data) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    // With one promise instead of two. What is given in place of a function is passed over, as for any promise.
    const fulfilled = typeof onFulfilled === "function" ? onFulfilled : (data: Data) => data as unknown as Fulfilled;
    return this.#outcome.then(({ data }) => fulfilled(data), onRejected);
  }
}

/** The same reply, its data seen through a function. */
export function mapData<Data, Mapped>(
  promise: ResponsePromise<Data>,
  transform: (data: Data) => Mapped,
): ResponsePromise<Mapped> {
  return new ResponsePromise(
    promise.withResponse().then(({ data, response }) => ({ data: transform(data), response })),
  );
}
