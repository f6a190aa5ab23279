import * as v from 'valibot';

/** An instant that an admin gives, as RFC 3339 writes it; as UTC with milliseconds, of the years 1970 to 9999. */
export function instant(example: string) {
  const rule = `must be a time such as ${example}`;
  return v.pipe(
    v.string(rule),
    v.isoTimestamp(rule),
    v.check(isInstant, rule),
    v.transform((text) => new Date(text).toISOString()),
  );
}

/** `+05` alone has the form and is no time to JavaScript; beyond 9999 times no longer sort as text. */
function isInstant(text: string): boolean {
  const milliseconds = Date.parse(text);
  return milliseconds >= 0 && milliseconds < Date.UTC(10_000, 0) && isDay(text.slice(0, 10));
}

/** JavaScript takes 31 February for 3 March; and a text without the form, which comes here too, for a time. */
function isDay(date: string): boolean {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}
