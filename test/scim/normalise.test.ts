import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '#scim/json.ts';
import { normalise, tidy } from '#scim/normalise.ts';
import { ENTERPRISE, USER_SCHEMAS } from '#test/support/scim-core.ts';

const resourceOf = (body: JsonObject) => normalise(USER_SCHEMAS, body).resource;

describe('a body becomes a resource, RFC 7644 §3.3 and §3.5.1', () => {
  it('has the names of the schema, in whatever case they came (RFC 7643 §2.1)', () => {
    const resource = resourceOf({
      USERNAME: 'a',
      Name: { GIVENNAME: 'Ada' },
      [ENTERPRISE.toLowerCase()]: { Department: 'R', Manager: { Value: 'm' } },
      Emails: [{ Primary: true, VALUE: 'a@x' }],
    });

    expect(resource).toEqual({
      userName: 'a',
      name: { givenName: 'Ada' },
      [ENTERPRISE]: { department: 'R', manager: { value: 'm' } },
      emails: [{ primary: true, value: 'a@x' }],
    });
  });

  it('takes the last of two spellings of one name, also where it is unassigned', () => {
    expect(resourceOf({ title: 'a', Title: 'b' })).toEqual({ title: 'b' });
    expect(resourceOf({ title: 'a', TITLE: null })).toEqual({});
  });

  it('leaves out what the client may not set, and says nothing of it', () => {
    const { resource, ignored } = normalise(USER_SCHEMAS, {
      schemas: ['urn:scim:schemas:core:1.0'],
      id: null,
      meta: { resourceType: 'User', created: 'no date' },
      groups: [{ value: 'g', display: 'Admins' }],
      password: '1mz050nq',
      userName: 'a',
      [ENTERPRISE]: { manager: { value: 'm', displayName: 'Boss' } },
    });

    expect(resource).toEqual({ userName: 'a', [ENTERPRISE]: { manager: { value: 'm' } } });
    expect(ignored).toEqual([]);
  });

  it('ignores what the schemas do not have, and notes its name as it was sent', () => {
    const { resource, ignored } = normalise(USER_SCHEMAS, {
      userName: 'a',
      isAdmin: true,
      'urn:example:1.0:User': { role: 'x' },
      toString: 'x',
      'name.givenName': 'x',
    });

    expect(resource).toEqual({ userName: 'a' });
    expect(ignored).toEqual(['isAdmin', 'urn:example:1.0:User', 'toString', 'name.givenName']);
  });

  it('notes an attribute that an extension does not have, as PATCH does', () => {
    const { resource, ignored } = normalise(USER_SCHEMAS, {
      userName: 'a',
      [ENTERPRISE]: { departement: 'R' },
    });

    expect(resource).toEqual({ userName: 'a' });
    expect(ignored.join()).toContain('departement');
  });

  it('is built anew: nothing of the body is kept, and the body stays as it was', () => {
    const body = { userName: 'a', name: { givenName: 'x' }, emails: [{ value: 'a@x' }] };
    const before = structuredClone(body);

    const resource = resourceOf(body);

    expect(resource.name).not.toBe(body.name);
    expect(resource.emails).not.toBe(body.emails);
    expect(body).toEqual(before);
  });

  it('is the same when it is normalised again', () => {
    const once = resourceOf({
      userName: 5,
      active: 'TRUE',
      emails: { value: 'a@x', primary: 'false' },
      [ENTERPRISE]: { manager: '271', employeeNumber: 7 },
    });

    expect(resourceOf(once)).toEqual(once);
  });
});

describe('unassigned, RFC 7643 §2.5', () => {
  it.each<Json>([null, '', [], {}, [null], [''], { foo: 1 }])('%j is no value', (value) => {
    expect(resourceOf({ userName: 'a', name: value, emails: value })).toEqual({ userName: 'a' });
  });

  it('is a complex attribute whose sub-attributes all are', () => {
    const nothing = { formatted: null, familyName: '', givenName: [] };

    expect(resourceOf({ name: nothing, [ENTERPRISE]: { manager: { value: '' } } })).toEqual({});
  });

  it('is an element that has nothing but type, primary and display (DESIGN.md, decisions)', () => {
    const shells: Json[] = [
      { type: 'work' },
      { type: 'home', primary: true },
      { display: 'x' },
      { value: '', type: 'other' },
      {},
    ];

    expect(resourceOf({ emails: [...shells, { value: 'a@x' }], addresses: shells })).toEqual({
      emails: [{ value: 'a@x' }],
    });
  });

  it('leaves false and 0 alone', () => {
    expect(resourceOf({ active: false, title: 0 })).toEqual({ active: false, title: '0' });
  });
});

describe('values of one type and value are one value, RFC 7643 §2.4', () => {
  it('merges them into the first', () => {
    const emails: Json = [
      { value: 'A@x', type: 'work' },
      { value: 'b@x', type: 'home' },
      { value: 'a@X', type: 'Work', primary: true },
    ];

    expect(resourceOf({ emails })).toEqual({
      emails: [
        { value: 'A@x', type: 'Work', primary: true },
        { value: 'b@x', type: 'home' },
      ],
    });
  });

  it('keeps a value that comes with two types', () => {
    const emails: Json = [
      { value: 'a@x', type: 'work' },
      { value: 'a@x', type: 'home' },
      { value: 'a@x' },
    ];

    expect(resourceOf({ emails })).toEqual({ emails });
  });
});

describe('a resource that a request has built is tidied', () => {
  it('of empty lists, empty objects and attributes that no schema has', () => {
    expect(
      tidy(USER_SCHEMAS, {
        userName: 'a',
        emails: [],
        name: {},
        [ENTERPRISE]: { manager: {} },
        x: 1,
      }),
    ).toEqual({ userName: 'a' });
  });
});
