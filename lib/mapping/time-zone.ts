/** IANA time zone names; aliases such as `US/Pacific` and `UTC` count, offsets such as `+02:00` do not. */

const OFFSET = /^[+-]/;

export function isTimeZone(text: string): boolean {
  if (OFFSET.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
