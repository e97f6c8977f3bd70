/**
 * Makes the stack of an error begin where it is now, or where `above` was called. A runtime follows the awaits from here
 * back to the line that called, and from a timer or a socket it cannot.
 */
export function captureStack(error: Error, above?: unknown): void {
  const { captureStackTrace } = Error as { captureStackTrace?: (error: Error, above?: unknown) => void };
  captureStackTrace?.(error, above);
}
