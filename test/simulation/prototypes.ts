/** The built-in prototypes, as they were when the tests began (HARD-CASES V6). */

const BUILT_IN = {
  Object,
  Array,
  Function,
  String,
  Number,
  Boolean,
  Map,
  Set,
  Promise,
  RegExp,
  Error,
};

function ownNames(): Readonly<Record<string, readonly PropertyKey[]>> {
  const entries = Object.entries(BUILT_IN).flatMap(([name, builtIn]) => [
    [name, Reflect.ownKeys(builtIn)],
    [`${name}.prototype`, Reflect.ownKeys(builtIn.prototype)],
  ]);
  return Object.fromEntries(entries);
}

const before = ownNames();

/** @returns the names of those that have got or lost a property. */
export function changedPrototypes(): readonly string[] {
  const after = ownNames();
  return Object.keys(before).filter(
    (name) => String(before[name]?.map(String)) !== String(after[name]?.map(String)),
  );
}
