import { OrqError, ValidationError } from "./errors/errors.ts";
import type { SendOperation } from "./openapi-fetch.ts";
import type { Init, Operation, Result } from "./operation.ts";
import { type CallOptions, callHeaders, checkSignal, isIdempotent } from "./options/call-options.ts";
import { type CallLimits, resolveLimits } from "./options/limits.ts";
import { encodeBody } from "./request/body.ts";
import { serializePath } from "./request/path.ts";
import { readReply } from "./results/read-reply.ts";
import { ResponsePromise, type WithResponse } from "./results/response-promise.ts";
import type { paths } from "./spec.ts";
import { CallScope } from "./transport/call-scope.ts";
import type { Observer } from "./transport/observer.ts";

/** What a facade method knows of its operation, and types cannot tell at run time. */
export interface OperationTraits<Data = unknown> {
  /** A success without a body is an error; without it, `undefined` is given. Only where the spec promises a body. */
  readonly bodyExpected?: undefined extends Data ? never : true;
  /** Doing it twice is the same as doing it once. Default: judged by the method. */
  readonly idempotent?: boolean;
  /** What the method gives of the data: on the way of every call, where `mapData` would cost more. */
  readonly unwrap?: (data: Data) => Data;
}

/** The one funnel that every method goes through: an operation by its key, and what that operation takes. */
export type Call<Paths = paths> = <const O extends Operation<Paths>>(
  operation: O,
  init: Init<O, Paths> & CallOptions,
  traits?: OperationTraits<Result<O, Paths>>,
) => ResponsePromise<Result<O, Paths>>;

export interface CallDependencies {
  readonly send: SendOperation;
  readonly limits: Required<CallLimits>;
  readonly observer: Observer | undefined;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What every `Init` is, once its operation is forgotten. */
interface AnyInit extends CallOptions {
  readonly params?: {
    readonly path?: Readonly<Record<string, unknown>>;
    readonly query?: object;
    readonly header?: Readonly<Record<string, string>>;
  };
  readonly body?: unknown;
}

/** And what its traits are. */
interface AnyTraits {
  readonly bodyExpected?: boolean;
  readonly idempotent?: boolean;
  readonly unwrap?: (data: never) => unknown;
}

export function createCall(dependencies: CallDependencies): Call {
  return (operation, init, traits = {}) =>
    new ResponsePromise(perform(dependencies, operation, init ?? {}, traits)) as ResponsePromise<never>;
}

async function perform(
  { send, limits, observer, baseUrl, headers: ofClient }: CallDependencies,
  operation: string,
  init: AnyInit,
  { bodyExpected = false, idempotent, unwrap }: AnyTraits,
): Promise<WithResponse<unknown>> {
  // A path that does not start with a slash would go on with the name of the host.
  if (!/^[A-Z]+ \//.test(operation)) {
    throw new ValidationError(
      `${JSON.stringify(operation)} is no operation: expected a key such as "GET /v2/identities"`,
    );
  }
  const separator = operation.indexOf(" ");
  const method = operation.slice(0, separator);
  const path = serializePath(operation.slice(separator + 1), init.params?.path ?? {});
  checkSignal(init.signal);
  const { timeoutMs, totalTimeoutMs, maxRetries } = resolveLimits(init, limits);
  const scope = new CallScope({ method, path, signal: init.signal, timeoutMs, totalTimeoutMs });
  try {
    const headers = callHeaders(callHeaders(ofClient, { headers: init.params?.header }), init);
    const { body, repeatable, contentType } = encodeBody(init.body, headers["content-type"]);
    if (contentType !== undefined) headers["content-type"] ??= contentType;
    const { response: reply, error } = await send(
      {
        method,
        path,
        operation,
        headers,
        body,
        repeatable,
        idempotent: isIdempotent(method, init.idempotent, idempotent),
        maxRetries,
        // Where a method promises data, it is JSON.
        readAs: bodyExpected ? "text" : "any",
        scope,
      },
      init.params?.query,
    );
    const data = readReply(reply, error, scope, bodyExpected);
    return { data: unwrap ? unwrap(data as never) : data, response: reply.response };
  } catch (error) {
    if (error instanceof OrqError) observer?.error({ method, url: `${baseUrl}${path}`, operation, scope }, error);
    throw error;
  }
}
