/** What Node.js is run with. */

/** As a peer's documentation has it: nothing but what lets it be measured. */
export const PLAIN_OPTIONS: readonly string[] = ['--import', 'tsx'];

/**
 * The options of Node.js in the script of `npm start`.
 *
 * @throws {Error} where the script has another form.
 */
export function startOptions(script: string): readonly string[] {
  const options = / node (.+) bin\/dev\.ts$/.exec(script)?.[1];
  if (options === undefined) throw new Error('npm start does not run bin/dev.ts by node');
  return options.split(' ');
}
