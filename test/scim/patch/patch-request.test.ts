import { describe, expect, it } from '@jest/globals';
import type { Json } from '#scim/json.ts';
import { readPatchRequest } from '#scim/patch/patch-request.ts';
import { ENTERPRISE, refusal, USER_SCHEMAS } from '#test/support/scim-core.ts';

const read = (body: Json) => readPatchRequest(USER_SCHEMAS, body);
const one = (operation: Json) => read({ Operations: [operation] });

describe('the PatchOp message, RFC 7644 §3.5.2', () => {
  it('is read in any case, with or without schemas: Entra and others send both', () => {
    const exact = read({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'add', path: 'title', value: 'Guide' }],
    });

    const loose = read({ operations: [{ OP: 'ADD', Path: 'TITLE', VALUE: 'Guide' }] });

    expect(loose).toEqual(exact);
    expect(exact.operations).toMatchObject([{ kind: 'simple', value: 'Guide' }]);
  });

  it.each(['Add', 'REPLACE', 'remove'])('knows the op %s', (op) => {
    expect(one({ op, path: 'title', value: 'x' }).operations).toHaveLength(1);
  });

  it.each<Json>([
    null,
    [],
    'Operations',
    {},
    { Operations: null },
    { Operations: [] },
    { Operations: {} },
    { Operations: { op: 'add', path: 'title', value: 'x' } },
    { Operations: ['add'] },
    { Operations: [null] },
    { Operations: [[]] },
    { Operations: [{}] },
    { Operations: [{ path: 'title', value: 'x' }] },
    { Operations: [{ op: 'delete', path: 'title' }] },
    { Operations: [{ op: 'move', path: 'title' }] },
    { Operations: [{ op: ' add', path: 'title', value: 'x' }] },
    { Operations: [{ op: ['add'], path: 'title', value: 'x' }] },
    { Operations: [{ op: null, path: 'title', value: 'x' }] },
  ])('%j is 400 invalidSyntax', (body) => {
    expect(() => read(body)).toThrow(refusal('invalidSyntax'));
  });

  it('has 1,000 operations at the most', () => {
    const operations = (count: number) =>
      Array.from({ length: count }, () => ({ op: 'add', path: 'title', value: 'x' }));

    expect(read({ Operations: operations(1000) }).operations).toHaveLength(1000);
    expect(() => read({ Operations: operations(1001) })).toThrow(refusal('invalidSyntax', /1000/));
  });

  it.each<[string, (index: number) => Json]>([
    [
      'operations',
      (index) => ({ op: 'add', path: 'emails[type pr and type pr].display', value: `${index}` }),
    ],
    [
      'names of a value without a path',
      (index) => ({
        op: 'add',
        value: {
          [`emails[type eq "${index}"].value`]: 'x',
          [`emails[type eq "${index}"].display`]: 'x',
        },
      }),
    ],
    [
      'spellings of a whole attribute',
      (index) => ({ op: 'add', value: { emails: `${index}`, EMAILS: 'x' } }),
    ],
    [
      'shapes of what a remove lists',
      (index) => ({
        op: 'remove',
        path: 'ims',
        value: [`${index}`, { type: 'y', value: 'x' }],
      }),
    ],
  ])('passes over the values of a list 2,000 times at the most: in %s', (_, operation) => {
    const operations = (count: number) => Array.from({ length: count }, (_, at) => operation(at));

    expect(read({ Operations: operations(1000) }).operations.length).toBeGreaterThanOrEqual(1000);
    expect(() =>
      read({
        Operations: [
          ...operations(999),
          { op: 'add', value: { emails: 'x', Emails: 'x', eMails: 'x' } },
        ],
      }),
    ).toThrow(refusal('invalidSyntax', /2000/));
  });

  it('takes a remove that lists many alike for one pass', () => {
    const value = Array.from({ length: 10_000 }, (_, index) => ({ value: `${index}` }));

    expect(one({ op: 'remove', path: 'ims', value }).operations).toHaveLength(1);
  });

  it('fails whole where one operation is wrong, whatever the others are', () => {
    const body: Json = { Operations: [{ op: 'add', path: 'title', value: 'x' }, { op: 'remove' }] };

    expect(() => read(body)).toThrow(refusal('noTarget'));
  });
});

describe('an operation', () => {
  it.each<Json>([
    { op: 'remove' },
    { op: 'remove', path: '' },
    { op: 'remove', path: null, value: {} },
  ])('%j is 400 noTarget: remove needs a path (§3.5.2.2)', (operation) => {
    expect(() => one(operation)).toThrow(refusal('noTarget'));
  });

  it.each<Json>([5, true, [], {}, ['title']])('with the path %j is 400 invalidPath', (path) => {
    expect(() => one({ op: 'add', path, value: 'x' })).toThrow(refusal('invalidPath'));
  });

  it.each<Json>([
    { op: 'add', path: 'title' },
    { op: 'replace', path: 'title' },
    { op: 'add' },
    { op: 'add', value: null },
    { op: 'replace', value: 'title' },
    { op: 'replace', value: [{ title: 'x' }] },
    { op: 'replace', path: null, value: 5 },
    { op: 'add', path: 'title', value: {} },
    { op: 'add', path: 'active', value: 'maybe' },
    { op: 'add', path: 'emails', value: [true] },
    { op: 'replace', path: 'name', value: 'Ada' },
    { op: 'replace', path: 'name.givenName', value: { value: 'Ada' } },
    { op: 'replace', path: 'name', value: [{ givenName: 'a' }, { givenName: 'b' }] },
    { op: 'replace', path: 'emails[type eq "work"]', value: [{ value: 'a' }, { value: 'b' }] },
    { op: 'replace', path: 'emails[type eq "work"].value', value: ['a', 'b'] },
    { op: 'add', path: `${ENTERPRISE}`, value: 'x' },
    { op: 'add', path: `${ENTERPRISE}:manager`, value: true },
    { op: 'add', path: 'externalId', value: 2 ** 53 },
  ])('%j is 400 invalidValue', (operation) => {
    expect(() => one(operation)).toThrow(refusal('invalidValue'));
  });

  it.each(['title[value eq "x"]', 'name[givenName eq "x"].familyName', 'emails[nick eq "x"]'])(
    'with the path %s is 400 invalidPath: the filter does not fit the attribute',
    (path) => {
      expect(() => one({ op: 'add', path, value: 'x' })).toThrow(refusal('invalidPath'));
    },
  );

  it.each([
    'emails[type gt true].value',
    'emails[primary gt true].value',
    'x509Certificates[value co "x"].display',
    'emails[emails.type eq "x"].value',
  ])('with the path %s is 400 invalidPath: the comparison does not fit the type', (path) => {
    expect(() => one({ op: 'remove', path })).toThrow(refusal('invalidPath'));
  });
});

describe('what is read-only (§3.5.2)', () => {
  it.each([
    'id',
    'ID',
    'meta',
    'meta.lastModified',
    'groups',
    'groups.value',
    'groups[value eq "g"]',
    'groups[value eq "g"].display',
    'urn:ietf:params:scim:schemas:core:2.0:User:id',
    `${ENTERPRISE}:manager.displayName`,
  ])('is 400 mutability in a path: %s', (path) => {
    expect(() => one({ op: 'replace', path, value: 'x' })).toThrow(refusal('mutability'));
    expect(() => one({ op: 'remove', path })).toThrow(refusal('mutability'));
  });

  it('is passed over in a value without a path, and not noted', () => {
    const value: Json = {
      id: 'x',
      meta: { version: 'x' },
      'meta.created': 'x',
      groups: [{ value: 'g' }],
      'groups[value eq "g"]': {},
      [`${ENTERPRISE}:manager.displayName`]: 'Boss',
    };

    expect(one({ op: 'replace', value })).toEqual({ operations: [], ignored: [] });
  });

  it.each(['password', 'schemas'])('%s is taken and forgotten, in a path too', (path) => {
    expect(one({ op: 'replace', path, value: 'x' })).toEqual({ operations: [], ignored: [] });
    expect(one({ op: 'add', value: { [path]: 'x' } })).toEqual({ operations: [], ignored: [] });
  });
});

describe('what the schemas do not have is ignored, and noted (DESIGN.md, decisions)', () => {
  it.each([
    ['favouriteColour', 'favouriteColour'],
    ['companyName', 'companyName'],
    ['address.streetAddress', 'address'],
    ['members[value eq "x"]', 'members'],
    ['constructor.x', 'constructor'],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0User:department', 'department'],
  ])('%s', (path, name) => {
    const { operations, ignored } = one({ op: 'add', path, value: 'x' });

    expect(operations).toEqual([]);
    expect(ignored.join()).toContain(name);
  });

  it.each(['emails[type eq "secret"].nick', 'name.nick'])(
    'a sub-attribute is noted as one, not as the attribute that the schema has: %s',
    (path) => {
      const { ignored } = one({ op: 'add', path, value: 'x' });

      expect(ignored.join()).toContain('nick');
      expect(ignored.join()).not.toContain('secret');
    },
  );

  it('in a value without a path every unknown name is noted, whatever it looks like', () => {
    const value = { favouriteColour: 'red', 'not a path': 1, '': 2, 'a.b.c': 3, title: 'x' };

    const { operations, ignored } = one({ op: 'add', value });

    expect(operations).toHaveLength(1);
    expect(ignored).toEqual(['favouriteColour', 'not a path', '', 'a.b.c']);
  });

  it('but a name with a broken bracket is 400 invalidPath', () => {
    expect(() => one({ op: 'add', value: { 'emails[type eq': 'x' } })).toThrow(
      refusal('invalidPath'),
    );
  });
});
