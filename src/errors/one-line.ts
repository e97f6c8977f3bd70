/**
 * Puts text on one line without control, format or bidi characters: it goes into messages and logs, and may come from a
 * server.
 */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}\s]+/gu, " ").trim();
}
