/** A function of an adapter: what it works with comes first. */
type AdapterFunction<Backing> = (backing: Backing, ...rest: never[]) => unknown;

type Bound<Functions> = {
  readonly [Name in keyof Functions]: Functions[Name] extends (
    backing: infer _,
    ...rest: infer Rest
  ) => infer Result
    ? (...rest: Rest) => Result
    : never;
};

/**
 * A port, or a part of one, made of functions: `bind(dynamo, { get: getUser, find: findUsers })`. Those
 * that are named come into a bundle, and no others.
 *
 * @param backing what they all take first: the table, or the secrets.
 */
export function bind<Backing, Functions extends Readonly<Record<string, AdapterFunction<Backing>>>>(
  backing: Backing,
  functions: Functions,
): Bound<Functions> {
  const bound = Object.entries(functions).map(([name, call]) => [name, call.bind(null, backing)]);
  return Object.fromEntries(bound);
}
