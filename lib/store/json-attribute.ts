import * as v from 'valibot';

/** An attribute that holds a value as JSON text. */
export const json = <Value>() =>
  v.pipe(
    v.string(),
    v.transform((text): Value => JSON.parse(text)),
  );
