/** The matchers of the corpus: what a value in an answer must be. */

type Matcher = Readonly<Record<string, unknown>>;

/** @returns what is wrong with the value, or undefined. */
export function mismatch(actual: unknown, expected: unknown): string | undefined {
  const problem = isMatcher(expected)
    ? Object.entries(expected).find(([name, operand]) => !holds(name, actual, operand))
    : JSON.stringify(actual) === JSON.stringify(expected);
  if (problem === undefined || problem === true) return undefined;
  return `${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
}

function isMatcher(expected: unknown): expected is Matcher {
  return (
    typeof expected === 'object' &&
    expected !== null &&
    Object.keys(expected).some((name) => name.startsWith('$'))
  );
}

function holds(name: string, actual: unknown, operand: unknown): boolean {
  switch (name) {
    case '$type':
      return operand === 'array' ? Array.isArray(actual) : typeof actual === operand;
    case '$nonEmpty':
      return actual !== undefined && actual !== null && Object(actual).length !== 0;
    case '$len':
      return (actual as unknown[] | undefined)?.length === operand;
    case '$containsItem':
      return (actual as unknown[] | undefined)?.includes(operand) === true;
    case '$regex':
      return new RegExp(String(operand)).test(String(actual));
    case '$oneOf':
      return (operand as unknown[]).includes(actual);
    default:
      throw new Error(`the corpus has an unknown matcher ${name}`);
  }
}
