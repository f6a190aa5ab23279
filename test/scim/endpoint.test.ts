import { describe, expect, it } from '@jest/globals';
import { matchPath } from '#scim/endpoint.ts';

describe('a path against the pattern of an endpoint, RFC 7644 §3.2', () => {
  it.each([
    ['/scim/v2/Users/{id}', '/scim/v2/Users/2819c223', { id: '2819c223' }],
    ['/scim/v2/Users', '/scim/v2/Users', {}],
    ['/scim/v2/Users/', '/scim/v2/Users/', {}],
    ['/scim/v2/Users/.search', '/scim/v2/Users/.search', {}],
    ['/scim/v2/Users/{id}', '/scim/v2/Users/.search', { id: '.search' }],
    ['/scim/v2/Schemas/{id}', '/scim/v2/Schemas/urn:a:b', { id: 'urn:a:b' }],
    ['/scim/v2/Users/{id}', '/scim/v2/Users/a%2Fb', { id: 'a%2Fb' }],
    ['/a/{ws}/b/{id}', '/a/acme/b/7', { ws: 'acme', id: '7' }],
    ['/a/{proxy+}', '/a/b/c', { proxy: 'b/c' }],
  ])('%s fits %s', (pattern, path, parameters) => {
    expect(matchPath(pattern, path)).toEqual(parameters);
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
    ['/a/{ws}/b/{id}', '/a//b/7'],
    ['/a/{ws}/b/{id}', '/a/acme/c/7'],
    ['/a/{proxy+}', '/a/'],
    ['/a/{proxy+}', '/a'],
    ['/a/{proxy+}', '/b/c'],
  ])('%s does not fit %s (HARD-CASES V3: nothing is decoded, case counts)', (pattern, path) => {
    expect(matchPath(pattern, path)).toBeUndefined();
  });
});
