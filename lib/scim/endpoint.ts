/** What a path has in the variable places of a pattern, by their names; as it came, nothing decoded. */
export type PathParameters = Readonly<Record<string, string>>;

/** The whole rest of a path, as API Gateway writes it; last in its pattern. */
const REST = /^\{(\w+)\+\}$/;
const PART = /^\{(\w+)\}$/;

/**
 * What a path has in the place of `{id}` in a pattern such as `/scim/v2/Users/{id}`; there may be
 * several such places, and `{proxy+}` at the end takes one part or more.
 *
 * @returns undefined where the path does not fit; {} where it does and nothing varies. Case counts.
 */
export function matchPath(pattern: string, path: string): PathParameters | undefined {
  const fixedEnd = pattern.indexOf('{');
  if (fixedEnd === -1) return pattern === path ? {} : undefined;
  if (!path.startsWith(pattern.slice(0, fixedEnd))) return undefined;
  return matchVariable(pattern, path);
}

function matchVariable(pattern: string, path: string): PathParameters | undefined {
  const expected = pattern.split('/');
  const parts = path.split('/');
  const rest = REST.exec(expected.at(-1) ?? '')?.[1];
  const fixed = rest === undefined ? expected : expected.slice(0, -1);
  const tail = parts.slice(fixed.length).join('/');
  const fits = rest === undefined ? parts.length === fixed.length : tail !== '';
  const matched = fits ? matchParts(fixed, parts) : undefined;
  return matched && rest !== undefined ? { ...matched, [rest]: tail } : matched;
}

function matchParts(expected: readonly string[], parts: readonly string[]) {
  const parameters: Record<string, string> = {};
  for (const [index, place] of expected.entries()) {
    const part = parts[index] ?? '';
    const name = PART.exec(place)?.[1];
    if (name !== undefined && part !== '') parameters[name] = part;
    else if (place !== part) return undefined;
  }
  return parameters;
}
