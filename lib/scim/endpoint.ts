/**
 * What a path has in the place of `{id}` in a pattern such as `/scim/v2/Users/{id}`; '' where the
 * pattern has no such place.
 *
 * @returns undefined where the path does not fit. Nothing is decoded, and case counts.
 */
export function matchPath(pattern: string, path: string): string | undefined {
  const parts = path.split('/');
  const expected = pattern.split('/');
  if (parts.length !== expected.length) return undefined;
  let id = '';
  for (const [index, part] of parts.entries()) {
    if (expected[index] === '{id}' && part !== '') id = part;
    else if (expected[index] !== part) return undefined;
  }
  return id;
}
