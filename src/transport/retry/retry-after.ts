/** An HTTP date (RFC 9110, section 5.6.7), in the one form that servers may send today. */
const httpDate =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Returns how long the server asks to wait, in milliseconds: `retry-after-ms`, else `retry-after` in seconds or as a date.
 * A date is compared with the server's own clock (`date`) where that is known. Anything else is ignored.
 */
export function retryAfterMs(headers: Headers): number | undefined {
  const milliseconds = headers.get("retry-after-ms");
  if (milliseconds !== null && /^\d+(\.\d+)?$/.test(milliseconds)) return Number(milliseconds);
  const retryAfter = headers.get("retry-after");
  if (retryAfter === null) return undefined;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const at = parseDate(retryAfter);
  if (at === undefined) return undefined;
  return Math.max(0, at - (parseDate(headers.get("date") ?? "") ?? Date.now()));
}

function parseDate(text: string): number | undefined {
  const time = httpDate.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
