/** xsd:dateTime, RFC 7643 §2.3.5. */

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * The instant that a text such as `2008-01-23T04:56:22Z` names, in milliseconds since 1970, or
 * undefined where it names none. Without a zone it is read as UTC; fractions below a millisecond
 * are dropped.
 */
export function instant(text: string): number | undefined {
  const zone = DATE_TIME.exec(text);
  if (zone === null) return undefined;
  const time = Date.parse(zone[1] === undefined ? `${text}Z` : text);
  return Number.isNaN(time) || !isOnCalendar(text.slice(0, 10)) ? undefined : time;
}

/** Date.parse takes 30 February for 1 March. */
function isOnCalendar(day: string): boolean {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
}
