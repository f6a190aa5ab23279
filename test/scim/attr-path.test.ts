import { describe, expect, it } from '@jest/globals';
import { parseAttrPath } from '#scim/attr-path.ts';

describe('attribute notation, RFC 7644 §3.10', () => {
  it.each([
    ['userName', { attrName: 'userName' }],
    ['name.givenName', { attrName: 'name', subAttr: 'givenName' }],
    ['manager_email', { attrName: 'manager_email' }],
    ['x-y1', { attrName: 'x-y1' }],
    ['$ref', { attrName: '$ref' }],
    ['manager.$ref', { attrName: 'manager', subAttr: '$ref' }],
    [
      'urn:ietf:params:scim:schemas:core:2.0:User:userName',
      { uri: 'urn:ietf:params:scim:schemas:core:2.0:User', attrName: 'userName' },
    ],
    [
      'urn:ietf:params:scim:schemas:core:2.0:User:name.givenName',
      { uri: 'urn:ietf:params:scim:schemas:core:2.0:User', attrName: 'name', subAttr: 'givenName' },
    ],
    [
      'URN:example:params:scim:schemas:exampleCo:2.0:HR:age',
      { uri: 'URN:example:params:scim:schemas:exampleCo:2.0:HR', attrName: 'age' },
    ],
  ])('%s', (text, expected) => {
    expect(parseAttrPath(text)).toEqual(expected);
  });

  it('reads the URN of a schema alone as its last part in the rest of it', () => {
    expect(parseAttrPath('urn:ietf:params:scim:schemas:core:2.0:User')).toEqual({
      uri: 'urn:ietf:params:scim:schemas:core:2.0',
      attrName: 'User',
    });
  });

  it.each([
    '',
    '.',
    'a.',
    '.a',
    'a.b.c',
    '1a',
    'a b',
    'a\n',
    ' a',
    '_a',
    'é',
    'a$b',
    '$refs',
    'urn:userName',
    'urn:a:',
    ':userName',
    'http://example.com/x:userName',
    'urn:a b:userName',
    'urn:a[b:userName',
    '__proto__',
    'name.__proto__',
    '\u212Aey',
  ])('takes %j for no attribute path', (text) => {
    expect(parseAttrPath(text)).toBeUndefined();
  });

  it('reads 100 KB without end in no time: nothing in it backtracks', () => {
    expect(parseAttrPath(`urn:${'a:'.repeat(50_000)}!`)).toBeUndefined();
    expect(parseAttrPath('a.b.'.repeat(25_000))).toBeUndefined();
  });
});
