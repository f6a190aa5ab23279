import type { Dynamo } from '#store/dynamo.ts';

/** A function of the store: it takes the database first. */
type TableFunction = (dynamo: Dynamo, ...rest: never[]) => unknown;

type Bound<TableFunctions extends Readonly<Record<string, TableFunction>>> = {
  readonly [Name in keyof TableFunctions]: TableFunctions[Name] extends (
    dynamo: Dynamo,
    ...rest: infer Rest
  ) => infer Result
    ? (...rest: Rest) => Result
    : never;
};

/**
 * A port, or a part of one, over a table: `onTable(dynamo, { get: getUser, find: findUsers })`. The
 * functions that are named come into a bundle, and no others.
 */
export function onTable<TableFunctions extends Readonly<Record<string, TableFunction>>>(
  dynamo: Dynamo,
  functions: TableFunctions,
): Bound<TableFunctions> {
  const bound = Object.entries(functions).map(([name, call]) => [name, call.bind(null, dynamo)]);
  return Object.fromEntries(bound);
}
