/** Every way in which identity providers say who comes and who goes (FACTS §1.7, §2.6, §4, §11). */

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#directory/user.ts';
import { groupClientOf, membersOf, someUsers } from '#test/support/group-client.ts';
import { bodyOf, idOf } from '#test/support/scim-client.ts';
import { useStores } from '#test/support/stores.ts';

const stores = useStores();
const client = groupClientOf(() => stores.ports);
let [a, b, c] = ['', '', ''];
let id = '';

beforeEach(async () => {
  [a = '', b = '', c = ''] = await someUsers(stores.ports, 3);
  id = idOf(await client.post({ displayName: 'Crew', members: membersOf([a, b]) }));
});

type Spelling = readonly [name: string, operations: () => readonly object[]];

const REMOVE_A: readonly Spelling[] = [
  ['a path with a filter', () => [{ op: 'remove', path: `members[value eq "${a}"]` }]],
  ['a filter without quotes', () => [{ op: 'remove', path: `members[value eq ${a}]` }]],
  ['other case', () => [{ op: 'Remove', path: `Members[Value EQ "${a}"]` }]],
  ['a value array', () => [{ op: 'remove', path: 'members', value: [{ value: a }] }]],
  ['$ref: null', () => [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: a }] }]],
  ['a value object', () => [{ op: 'remove', path: 'members', value: { value: a } }]],
  ['a bare string', () => [{ op: 'remove', path: 'members', value: a }]],
  ['strings', () => [{ op: 'remove', path: 'members', value: [a] }]],
  ['no path', () => [{ op: 'remove', value: { members: [{ value: a }] } }]],
  [
    'the URN of the schema',
    () => [
      {
        op: 'remove',
        path: `urn:ietf:params:scim:schemas:core:2.0:Group:members[value eq "${a}"]`,
      },
    ],
  ],
  ['or', () => [{ op: 'remove', path: `members[value eq "${a}" or value eq "${c}"]` }]],
  ['and', () => [{ op: 'remove', path: `members[value eq "${a}" and type eq "User"]` }]],
  ['a sub-attribute', () => [{ op: 'remove', path: `members[value eq "${a}"].value` }]],
  [
    'twice the same',
    () => [
      { op: 'remove', path: `members[value eq "${a}"]` },
      { op: 'remove', path: 'members', value: [{ value: a }] },
    ],
  ],
  ['replace of all', () => [{ op: 'replace', path: 'members', value: [{ value: b }] }]],
  [
    'a rename along with it',
    () => [
      { op: 'remove', path: `members[value eq "${a}"]` },
      { op: 'replace', value: { id, displayName: 'Crew' } },
    ],
  ],
];

const ADD_C: readonly Spelling[] = [
  ['a value array', () => [{ op: 'add', path: 'members', value: [{ value: c }] }]],
  [
    'display, type and $ref',
    () => [
      {
        op: 'add',
        path: 'members',
        value: [{ value: c, display: 'C', type: 'User', $ref: `x/Users/${c}` }],
      },
    ],
  ],
  ['$ref alone', () => [{ op: 'add', path: 'members', value: [{ $ref: `https://x/Users/${c}` }] }]],
  ['a value object', () => [{ op: 'Add', path: 'members', value: { value: c } }]],
  ['a bare string', () => [{ op: 'add', path: 'members', value: c }]],
  ['no path', () => [{ op: 'add', value: { members: [{ value: c, display: 'C' }] } }]],
  ['names in other case', () => [{ OP: 'ADD', Path: 'MEMBERS', Value: [{ Value: c }] }]],
  [
    'who is a member already, too',
    () => [{ op: 'add', path: 'members', value: membersOf([a, c, c]) }],
  ],
  ['replace of all', () => [{ op: 'replace', value: { members: membersOf([a, b, c]), id } }]],
  [
    'after a removal of the same',
    () => [
      { op: 'remove', path: `members[value eq "${c}"]` },
      { op: 'add', path: 'members', value: [{ value: c }] },
    ],
  ],
  ['members.value', () => [{ op: 'add', path: 'members.value', value: c }]],
];

const REMOVE_ALL: readonly Spelling[] = [
  ['remove of members', () => [{ op: 'remove', path: 'members' }]],
  ['remove of members, null', () => [{ op: 'remove', path: 'members', value: null }]],
  ['replace with []', () => [{ op: 'replace', path: 'members', value: [] }]],
  ['replace with null', () => [{ op: 'Replace', path: 'members', value: null }]],
  [
    'replace without a path',
    () => [{ op: 'replace', value: { members: [], id, displayName: 'Crew' } }],
  ],
  ['a filter that all match', () => [{ op: 'remove', path: 'members[type eq "User"]' }]],
];

const REMOVE_NOBODY: readonly Spelling[] = [
  ['remove of []', () => [{ op: 'remove', path: 'members', value: [] }]],
  ['remove of who is no member', () => [{ op: 'remove', path: `members[value eq "${c}"]` }]],
  ['remove of who is nobody', () => [{ op: 'remove', path: 'members[value eq "x"]' }]],
  [
    'remove of an id that nobody has',
    () => [
      { op: 'remove', path: 'members', value: [{ value: '01900000-0000-7000-8000-000000000000' }] },
    ],
  ],
  ['remove of a display', () => [{ op: 'remove', path: 'members', value: [{ display: 'A' }] }]],
  [
    'a change of display',
    () => [{ op: 'replace', path: `members[value eq "${a}"].display`, value: 'A' }],
  ],
  ['a change of another attribute', () => [{ op: 'replace', path: 'externalId', value: 'x' }]],
  ['a misspelt path', () => [{ op: 'add', path: 'memebers', value: [{ value: c }] }]],
];

const cases: ReadonlyArray<readonly [string, readonly Spelling[], () => readonly string[]]> = [
  ['removes one', REMOVE_A, () => [b]],
  ['adds one', ADD_C, () => [a, b, c]],
  ['removes everybody', REMOVE_ALL, () => []],
  ['removes nobody', REMOVE_NOBODY, () => [a, b]],
];

describe.each(cases)('a PATCH that %s', (_, spellings, expected) => {
  it.each(spellings)('is understood: %s', async (_, operations) => {
    const result = await client.patch(id, operations() as JsonObject[]);

    expect(result.kind).toBe('resource');
    expect(await client.membersOf(id)).toEqual([...expected()].sort());
    expect(bodyOf(await client.get(id)).displayName).toBe('Crew');
  });
});

describe('a PATCH that moves members', () => {
  it('removes one and adds another in one request', async () => {
    await client.patch(id, [
      { op: 'remove', path: `members[value eq "${a}"]` },
      { op: 'add', path: 'members', value: [{ value: c }] },
    ]);

    expect(await client.membersOf(id)).toEqual([b, c].sort());
  });

  it('adds nobody whom it removes again', async () => {
    await client.patch(id, [
      { op: 'add', path: 'members', value: [{ value: c }] },
      { op: 'remove', path: 'members', value: [{ value: c }] },
    ]);

    expect(await client.membersOf(id)).toEqual([a, b].sort());
  });

  it('puts another in the place of the one that a filter selects', async () => {
    const path = `members[value eq "${a}"]`;

    await client.patch(id, [{ op: 'replace', path, value: { value: c } }]);

    expect(await client.membersOf(id)).toEqual([b, c].sort());
  });

  it.each([
    ['noTarget', [{ op: 'replace', path: 'members[value eq "x"]', value: { value: 'y' } }]],
    ['noTarget', [{ op: 'remove', path: 'members.value' }]],
    ['invalidPath', [{ op: 'remove', path: 'members[value eq' }]],
    ['invalidPath', [{ op: 'remove', path: 'members[nickName eq "x"]' }]],
    ['invalidValue', [{ op: 'add', path: 'members', value: [true] }]],
    ['mutability', [{ op: 'remove', path: 'displayName' }]],
    ['mutability', [{ op: 'replace', path: 'id', value: 'x' }]],
  ])(
    'is 400 %s where it cannot be meant, and changes nothing: %j',
    async (scimType, operations) => {
      const patching = client.patch(id, [
        { op: 'add', path: 'members', value: [{ value: c }] },
        ...operations,
      ]);

      await expect(patching).rejects.toMatchObject({ status: 400, scimType });
      expect(await client.membersOf(id)).toEqual([a, b].sort());
    },
  );
});

describe('members in a PUT', () => {
  it.each<[string, () => JsonObject, () => readonly string[]]>([
    ['replace the others', () => ({ members: membersOf([c]) }), () => [c]],
    ['stay where the body has none', () => ({}), () => [a, b]],
    ['go with []', () => ({ members: [] }), () => []],
    ['count in any case', () => ({ MEMBERS: [{ VALUE: c }] }), () => [c]],
    ['may be an object', () => ({ members: { value: c } }), () => [c]],
  ])('%s', async (_, body, expected) => {
    await client.put(id, { displayName: 'Crew', id, ...body() });

    expect(await client.membersOf(id)).toEqual([...expected()].sort());
  });
});
