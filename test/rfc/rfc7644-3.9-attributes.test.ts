import { describe, expect, it } from '@jest/globals';
import { project, readProjection } from '#scim/projection.ts';
import { readQueryString } from '#scim/query-string.ts';
import { RFC_USERS } from '#test/rfc/read-json.ts';
import { USER_SCHEMAS } from '#test/support/scim-core.ts';

function returned(queryString: string) {
  const { attributes, excludedAttributes } = readQueryString(queryString);
  return project(readProjection(USER_SCHEMAS, attributes, excludedAttributes), RFC_USERS.minimal);
}

describe('RFC 7644 §3.9', () => {
  it('the example: attributes=userName returns it and the minimum set', () => {
    expect(returned('attributes=userName')).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      id: '2819c223-7f76-453a-919d-413861904646',
      userName: 'bjensen@example.com',
    });
  });

  it('excludedAttributes takes what it names from the default set, never from the minimum set', () => {
    const { schemas, id, userName } = RFC_USERS.minimal;

    expect(returned('excludedAttributes=meta,id,schemas')).toEqual({ schemas, id, userName });
  });

  it('the default set is all there is', () => {
    expect(returned('')).toEqual(RFC_USERS.minimal);
  });
});
