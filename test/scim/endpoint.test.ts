import { describe, expect, it } from '@jest/globals';
import { matchPath } from '#scim/endpoint.ts';

describe('a path against the pattern of an endpoint, RFC 7644 §3.2', () => {
  it.each([
    ['/scim/v2/Users/{id}', '/scim/v2/Users/2819c223', '2819c223'],
    ['/scim/v2/Users', '/scim/v2/Users', ''],
    ['/scim/v2/Users/', '/scim/v2/Users/', ''],
    ['/scim/v2/Users/.search', '/scim/v2/Users/.search', ''],
    ['/scim/v2/Users/{id}', '/scim/v2/Users/.search', '.search'],
    ['/scim/v2/Schemas/{id}', '/scim/v2/Schemas/urn:a:b', 'urn:a:b'],
    ['/scim/v2/Users/{id}', '/scim/v2/Users/a%2Fb', 'a%2Fb'],
  ])('%s fits %s', (pattern, path, id) => {
    expect(matchPath(pattern, path)).toBe(id);
  });

  it.each([
    ['/scim/v2/Users/{id}', '/scim/v2/Users/'],
    ['/scim/v2/Users/{id}', '/scim/v2/Users'],
    ['/scim/v2/Users/{id}', '/scim/v2/Users/1/2'],
    ['/scim/v2/Users', '/scim/v2/users'],
    ['/scim/v2/Users', '/scim/v2/%55sers'],
    ['/scim/v2/Users', '//scim/v2/Users'],
    ['/scim/v2/Users', '/scim/v2/./Users'],
    ['/scim/v2/Users', '/scim/v2/Users;a=b'],
    ['/scim/v2/Users', '/scim/v2/Users/'],
    ['/scim/v2/Users', ''],
  ])('%s does not fit %s (HARD-CASES V3: nothing is decoded, case counts)', (pattern, path) => {
    expect(matchPath(pattern, path)).toBeUndefined();
  });
});
