import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#scim/json.ts';
import { readOrder } from '#scim/sort.ts';
import { ENTERPRISE, refusal, USER, USER_SCHEMAS } from '#test/support/scim-core.ts';

function sorted(resources: readonly JsonObject[], sortBy: string, sortOrder?: string) {
  return [...resources].sort(readOrder(USER_SCHEMAS, sortBy, sortOrder)).map(({ id }) => id);
}

const users: JsonObject[] = [
  { id: '1', userName: 'Charlie', externalId: 'b', title: 'Z', active: true },
  { id: '2', userName: 'alice', externalId: 'B', name: { givenName: 'Zoe' }, active: false },
  { id: '3', userName: 'Bob', externalId: 'a', name: { givenName: 'adam' }, title: 'a' },
];

describe('sorting, RFC 7644 §3.4.2.3', () => {
  it.each([
    ['userName', undefined, ['2', '3', '1']],
    ['userName', 'ascending', ['2', '3', '1']],
    ['userName', 'descending', ['1', '3', '2']],
    ['userName', 'DESCENDING', ['1', '3', '2']],
    ['userName', '', ['2', '3', '1']],
    ['USERNAME', undefined, ['2', '3', '1']],
    [` ${USER}:userName `, undefined, ['2', '3', '1']],
    ['externalId', undefined, ['2', '3', '1']],
    ['active', undefined, ['2', '1', '3']],
  ])('by %s %s', (sortBy, sortOrder, ids) => {
    expect(sorted(users, sortBy, sortOrder)).toEqual(ids);
  });

  it('puts resources without a value last where the order ascends, first where it descends', () => {
    expect(sorted(users, 'name.givenName')).toEqual(['3', '2', '1']);
    expect(sorted(users, 'name.givenName', 'descending')).toEqual(['1', '2', '3']);
    expect(sorted(users, 'title', 'descending')).toEqual(['2', '1', '3']);
  });

  it('keeps the order of resources with the same value', () => {
    const same = ['a', 'b', 'c'].map((id) => ({ id, title: id === 'b' ? 'GUIDE' : 'guide' }));

    expect(sorted(same, 'title')).toEqual(['a', 'b', 'c']);
    expect(sorted(same, 'title', 'descending')).toEqual(['a', 'b', 'c']);
  });

  it('takes the primary of several values, or else the first', () => {
    const addressed: JsonObject[] = [
      { id: '1', emails: [{ value: 'a@x' }, { value: 'z@x', primary: true }] },
      { id: '2', emails: [{ value: 'm@x' }, { value: 'a@x' }] },
      { id: '3', emails: [{ value: 'b@x', primary: false }] },
      { id: '4' },
    ];

    expect(sorted(addressed, 'emails.value')).toEqual(['3', '2', '1', '4']);
    expect(sorted(addressed, 'emails')).toEqual(['3', '2', '1', '4']);
  });

  it('sorts by an attribute of an extension, and by the value of a complex one', () => {
    const managed = ['c', 'a', 'b'].map((value) => ({
      id: value,
      [ENTERPRISE]: { department: value, manager: { value } },
    }));

    expect(sorted(managed, `${ENTERPRISE}:department`)).toEqual(['a', 'b', 'c']);
    expect(sorted(managed, 'manager')).toEqual(['a', 'b', 'c']);
    expect(sorted(managed, 'manager.value', 'descending')).toEqual(['c', 'b', 'a']);
  });

  it('sorts dateTime by the instant', () => {
    const changed = [
      { id: 'later', meta: { lastModified: '2011-05-13T04:42:34Z' } },
      { id: 'sooner', meta: { lastModified: '2011-05-13T05:42:34+02:00' } },
    ];

    expect(sorted(changed, 'meta.lastModified')).toEqual(['sooner', 'later']);
  });

  it('is no order at all without sortBy, whatever sortOrder says', () => {
    expect(readOrder(USER_SCHEMAS, undefined, 'descending')).toBeUndefined();
    expect(readOrder(USER_SCHEMAS, '', 'sideways')).toBeUndefined();
  });

  it.each([
    ['favouriteColour', undefined],
    ['name', undefined],
    ['meta', undefined],
    ['addresses', undefined],
    ['password', undefined],
    ['a b', undefined],
    ['emails[type eq "work"].value', undefined],
    ['__proto__', undefined],
    ['constructor', undefined],
    [ENTERPRISE, undefined],
    ['userName', 'sideways'],
  ])('sortBy %s, sortOrder %s is 400 invalidValue', (sortBy, sortOrder) => {
    expect(() => readOrder(USER_SCHEMAS, sortBy, sortOrder)).toThrow(refusal('invalidValue'));
  });
});
