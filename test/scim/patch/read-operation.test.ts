import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '#scim/json.ts';
import type { PatchOp } from '#scim/patch/operation.ts';
import { readAttributes, readPath } from '#scim/patch/read-operation.ts';
import { ENTERPRISE, refusal, USER, USER_SCHEMAS } from '#test/support/scim-core.ts';

const reading = (op: PatchOp) => ({ schemas: USER_SCHEMAS, op, ignore: () => {} });
const at = (path: string, value: Json, op: PatchOp = 'replace') =>
  readPath(reading(op), path, value);
const without = (value: JsonObject) => readAttributes(reading('add'), value);

describe('what an operation aims at', () => {
  it.each([
    ['title', { kind: 'simple', attribute: { name: 'title' } }],
    [`${USER}:title`, { kind: 'simple', attribute: { name: 'title' } }],
    ['name', { kind: 'complex', attribute: { name: 'name' } }],
    ['name.givenName', { kind: 'complex', changes: { givenName: null } }],
    ['emails', { kind: 'list', attribute: { name: 'emails' } }],
    ['emails.value', { kind: 'selected', selection: undefined, partial: true }],
    ['emails[type eq "work"]', { kind: 'selected', partial: false }],
    ['emails[type eq "work"].value', { kind: 'selected', partial: true, changes: { value: null } }],
    [`${ENTERPRISE}:department`, { kind: 'simple', extension: { name: ENTERPRISE } }],
    [
      'manager',
      { kind: 'complex', extension: { name: ENTERPRISE }, attribute: { name: 'manager' } },
    ],
  ])('%s', (path, operation) => {
    expect(at(path, null)).toMatchObject([operation]);
  });

  it('is every attribute of an extension, where the path is its URN and empties it', () => {
    const operations = at(ENTERPRISE, null, 'remove');

    expect(operations.map(({ attribute }) => attribute.name)).toEqual([
      'employeeNumber',
      'costCenter',
      'organization',
      'division',
      'department',
      'manager',
    ]);
  });

  it('is each attribute that the value names, where the path is the URN of a schema', () => {
    expect(at(ENTERPRISE, { Department: 'R', 'manager.value': 'm' })).toMatchObject([
      { attribute: { name: 'department' }, value: 'R' },
      { attribute: { name: 'manager' }, changes: { value: 'm' } },
    ]);
    expect(at(USER, { title: 'Guide' })).toMatchObject([{ attribute: { name: 'title' } }]);
  });

  it('is a JSON object where the path is the URN of a schema: nothing else is applied in silence', () => {
    expect(() => at(ENTERPRISE, 'Guide')).toThrow(refusal('invalidValue'));
    expect(() => at(USER, 'Guide')).toThrow(refusal('invalidValue'));
  });

  it('is not the whole resource: a remove of the core schema is refused, not passed over', () => {
    expect(() => at(USER, null, 'remove')).toThrow(expect.objectContaining({ status: 400 }));
  });
});

describe('names of a value without a path are paths (Entra)', () => {
  it.each<[JsonObject, object]>([
    [{ 'name.givenName': 'John' }, { kind: 'complex', changes: { givenName: 'John' } }],
    [{ 'emails[type eq "work"].value': 'a@x' }, { kind: 'selected', changes: { value: 'a@x' } }],
    [{ [`${ENTERPRISE}:employeeNumber`]: '12' }, { kind: 'simple', value: '12' }],
    [{ [ENTERPRISE]: { manager: '271' } }, { kind: 'complex', changes: { value: '271' } }],
    [{ [USER]: { nickname: 'Babs' } }, { kind: 'simple', value: 'Babs' }],
    [{ NICKNAME: 'Babs' }, { kind: 'simple', attribute: { name: 'nickName' } }],
    [{ manager: { value: '271' } }, { kind: 'complex', changes: { value: '271' } }],
  ])('%j', (value, operation) => {
    expect(without(value)).toMatchObject([operation]);
  });

  it('are applied in the order in which they stand', () => {
    const operations = without({ title: 'x', 'name.givenName': 'a', active: 'False' });

    expect(operations.map(({ attribute }) => attribute.name)).toEqual(['title', 'name', 'active']);
  });
});

describe('the value of an operation comes in the types of the schema', () => {
  it.each<[string, Json, object]>([
    ['active', 'False', { value: false }],
    ['title', 5, { value: '5' }],
    ['title', '', { value: undefined }],
    ['title', null, { value: undefined }],
    ['title', [], { value: undefined }],
    [
      'name',
      { GIVENNAME: 'a', familyName: null, nick: 'x' },
      { changes: { givenName: 'a', familyName: null } },
    ],
    ['name', null, { changes: undefined }],
    ['name', [{ givenName: 'a' }], { changes: { givenName: 'a' } }],
    ['emails', 'a@x', { values: [{ value: 'a@x' }] }],
    ['emails', { value: 'a@x', Primary: 'TRUE' }, { values: [{ value: 'a@x', primary: true }] }],
    ['emails', [], { values: undefined }],
    ['emails', [null, {}, { foo: 1 }], { values: undefined }],
    ['emails[type eq "work"]', 'a@x', { changes: { value: 'a@x' } }],
    ['emails[type eq "work"]', [{ value: 'a@x' }], { changes: { value: 'a@x' } }],
    ['emails[type eq "work"]', null, { changes: undefined }],
    ['emails[type eq "work"].primary', 'true', { changes: { primary: true } }],
    ['manager', '271', { changes: { value: '271' } }],
    ['manager', [{ $ref: 'x', value: '271' }], { changes: { $ref: 'x', value: '271' } }],
    ['manager', { value: '' }, { changes: { value: null } }],
    ['manager', { value: 'm', displayName: 'Boss' }, { changes: { value: 'm' } }],
    ['manager', '', { changes: undefined }],
  ])('%s: %j', (path, value, expected) => {
    const [operation] = at(path, value);

    expect(operation).toEqual(expect.objectContaining(expected));
  });

  it('does not matter to a remove, but where it lists values', () => {
    expect(at('title', 'x', 'remove')).toMatchObject([{ value: undefined }]);
    expect(at('emails[type eq "work"].value', 'x', 'remove')).toMatchObject([
      { changes: { value: null } },
    ]);
    expect(at('emails', [{ value: 'a' }], 'remove')).toMatchObject([{ values: [{ value: 'a' }] }]);
  });
});
