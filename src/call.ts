import type { SendOperation } from "./api.ts";
import type { Init, Operation, Result } from "./operation.ts";
import { serializePath } from "./path-serializer.ts";
import { readResponse } from "./read-response.ts";
import { ResponsePromise, type WithResponse } from "./response-promise.ts";
import type { paths } from "./spec.ts";
import { statusError } from "./status-error.ts";

/** What any single call can be given, beside its parameters and body. */
export interface CallOptions {
  /** Ends the call when it is aborted. */
  readonly signal?: AbortSignal;
  /** Sent beside the client's headers; `null` leaves one of those out. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** What a facade method knows of its operation, and types cannot tell at run time. */
export interface OperationTraits<Data = unknown> {
  /** A success without a body is an error; without it, `undefined` is given. Only where the spec promises a body. */
  readonly bodyExpected?: undefined extends Data ? never : true;
}

/** The one funnel that every method goes through: an operation by its key, and what that operation takes. */
export type Call<Paths = paths> = <const O extends Operation<Paths>>(
  operation: O,
  init: Init<O, Paths> & CallOptions,
  traits?: OperationTraits<Result<O, Paths>>,
) => ResponsePromise<Result<O, Paths>>;

/** What every `Init` is, once its operation is forgotten. */
interface AnyInit extends CallOptions {
  readonly params?: { readonly path?: Readonly<Record<string, unknown>>; readonly query?: object };
  readonly body?: unknown;
}

export function createCall(send: SendOperation): Call {
  return (operation, init, traits = {}) =>
    new ResponsePromise(perform(send, operation, init, traits)) as ResponsePromise<never>;
}

async function perform(
  send: SendOperation,
  operation: string,
  init: AnyInit,
  { bodyExpected = false }: { readonly bodyExpected?: boolean },
): Promise<WithResponse<unknown>> {
  const separator = operation.indexOf(" ");
  const method = operation.slice(0, separator);
  const path = serializePath(operation.slice(separator + 1), init.params?.path ?? {});
  const { response, error } = await send(method, path, { ...init, params: { query: init.params?.query } });
  const requestId = response.headers.get("x-request-id") ?? undefined;
  const details = { method, path, status: response.status, requestId };
  // Judged by the status alone: an error may well come without a body.
  if (!response.ok) throw statusError({ ...details, body: error === "" ? undefined : error });
  return { data: await readResponse(response, details, bodyExpected), response };
}
