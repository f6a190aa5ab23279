import { describe, expect, it } from '@jest/globals';
import { checkPreconditions, entityTag, isNotModified } from '#scim/etag.ts';

const failed = expect.objectContaining({ name: 'ScimError', status: 412, scimType: undefined });

describe('versions, RFC 7644 §3.14', () => {
  it('are weak entity tags', () => {
    expect(entityTag(3)).toBe('W/"3"');
  });

  it.each(['W/"3"', '"3"', 'w/"3"', '*', 'W/"1", W/"3"', ' W/"3" ', '"1","2","3"'])(
    'If-Match %s holds for version 3',
    (ifMatch) => {
      expect(() => checkPreconditions({ ifMatch }, 3)).not.toThrow();
    },
  );

  it.each(['W/"2"', '3', 'W/3', '"03"', '"3', '', 'W/"33"', '"3"x', 'W/""', "W/'3'"])(
    'If-Match %s does not: 412',
    (ifMatch) => {
      expect(() => checkPreconditions({ ifMatch }, 3)).toThrow(failed);
    },
  );

  it('If-None-Match asks for another version than those it lists: 412 otherwise (RFC 9110 §13.1.2)', () => {
    expect(() => checkPreconditions({ ifNoneMatch: 'W/"3"' }, 3)).toThrow(failed);
    expect(() => checkPreconditions({ ifNoneMatch: '*' }, 3)).toThrow(failed);
    expect(() => checkPreconditions({ ifNoneMatch: 'W/"2"' }, 3)).not.toThrow();
  });

  it('both must hold where both are sent', () => {
    expect(() => checkPreconditions({ ifMatch: '"3"', ifNoneMatch: '"2"' }, 3)).not.toThrow();
    expect(() => checkPreconditions({ ifMatch: '"3"', ifNoneMatch: '"3"' }, 3)).toThrow(failed);
  });

  it('a request without conditions goes through', () => {
    expect(() => checkPreconditions({}, 3)).not.toThrow();
    expect(isNotModified({}, 3)).toBe(false);
  });

  it('a read is answered by 304 where the client has the version', () => {
    expect(isNotModified({ ifNoneMatch: 'W/"3"' }, 3)).toBe(true);
    expect(isNotModified({ ifNoneMatch: 'W/"2", W/"3"' }, 3)).toBe(true);
    expect(isNotModified({ ifNoneMatch: 'W/"2"' }, 3)).toBe(false);
  });

  it('a read fails where If-Match does not hold', () => {
    expect(() => isNotModified({ ifMatch: 'W/"2"', ifNoneMatch: 'W/"3"' }, 3)).toThrow(failed);
  });
});
