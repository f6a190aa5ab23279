import { describe, expect, it } from '@jest/globals';
import { parsePatchPath } from '#scim/filter/parse.ts';
import type { Json, JsonObject } from '#scim/json.ts';
import { normalise } from '#scim/normalise.ts';
import { patchGroup } from '#test/rfc/group-schema.ts';
import { RFC_USERS } from '#test/rfc/read-json.ts';
import { patch, refusal, USER_SCHEMAS } from '#test/support/scim-core.ts';

const { resource: bjensen } = normalise(USER_SCHEMAS, RFC_USERS.full);

const babs = {
  value: '2819c223-7f76-453a-919d-413861904646',
  $ref: 'https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646',
};
const james = {
  value: '08e1d05d-121c-4561-8b96-473d93df9210',
  $ref: 'https://example.com/v2/Users/08e1d05d-121c-4561-8b96-473d93df9210',
};

const message = (...Operations: JsonObject[]): JsonObject => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
});
const addBabs = {
  op: 'add',
  path: 'members',
  value: [{ display: 'Babs Jensen', ...babs }],
};

describe('Figure 8: paths', () => {
  it.each([
    'members',
    'name.familyName',
    'addresses[type eq "work"]',
    'members[value eq "2819c223-7f76-453a-919d-413861904646"]',
    'members[value eq "2819c223-7f76-453a-919d-413861904646"].displayName',
  ])('%s', (path) => {
    expect(parsePatchPath(path)).toMatchObject({ attrPath: { attrName: expect.anything() } });
  });

  it('the example of §3.5.2.2 has no blank before its string, and is read all the same', () => {
    const path = parsePatchPath('members[value eq"2819c223"]');

    expect(path).toEqual(parsePatchPath('members[value eq "2819c223"]'));
  });
});

describe('§3.5.2.1 add', () => {
  it('adds a member to a group', () => {
    expect(patchGroup({ displayName: 'g' }, message(addBabs))).toEqual({
      displayName: 'g',
      members: [babs],
    });
  });

  it('changes nothing where the user is a member already', () => {
    const group = { displayName: 'g', members: [babs] };

    expect(patchGroup(group, message(addBabs))).toEqual(group);
  });

  it('adds attributes without a path', () => {
    const value = { emails: [{ value: 'babs@jensen.org', type: 'home' }], nickname: 'Babs' };

    const patched = patch({ userName: 'bjensen' }, { op: 'add', value });

    expect(patched).toEqual({ userName: 'bjensen', emails: value.emails, nickName: 'Babs' });
  });
});

describe('§3.5.2.2 remove', () => {
  it('without a path is 400 noTarget', () => {
    expect(() => patch(bjensen, { op: 'remove' })).toThrow(refusal('noTarget'));
  });

  it('removes a single member', () => {
    const group = { displayName: 'g', members: [babs, james] };

    const patched = patchGroup(
      group,
      message({ op: 'remove', path: `members[value eq "${babs.value}"]` }),
    );

    expect(patched.members).toEqual([james]);
  });

  it('removes all members: the attribute is unassigned', () => {
    const group = { displayName: 'g', members: [babs, james] };

    expect(patchGroup(group, message({ op: 'remove', path: 'members' }))).toEqual({
      displayName: 'g',
    });
  });

  it('removes a value by a complex filter', () => {
    const path = 'emails[type eq "work" and value ew "example.com"]';

    expect(patch(bjensen, { op: 'remove', path }).emails).toEqual([
      { value: 'babs@jensen.org', type: 'home' },
    ]);
  });

  it('removes one member and adds another', () => {
    const patched = patchGroup(
      { displayName: 'g', members: [babs] },
      message(
        { op: 'remove', path: `members[value eq "${babs.value}"]` },
        { op: 'add', path: 'members', value: [{ display: 'James Smith', ...james }] },
      ),
    );

    expect(patched.members).toEqual([james]);
  });

  it('removes all members and adds others', () => {
    const patched = patchGroup(
      { displayName: 'g', members: [{ value: 'x' }] },
      message(
        { op: 'remove', path: 'members' },
        { op: 'add', path: 'members', value: [babs, james] },
      ),
    );

    expect(patched.members).toEqual([babs, james]);
  });
});

describe('§3.5.2.3 replace', () => {
  it('replaces all members in one operation', () => {
    const patched = patchGroup(
      { displayName: 'g', members: [{ value: 'x' }] },
      message({ op: 'replace', path: 'members', value: [babs, james] }),
    );

    expect(patched.members).toEqual([babs, james]);
  });

  it('changes the whole work address, and makes it the only primary one', () => {
    const value = {
      type: 'work',
      streetAddress: '911 Universal City Plaza',
      locality: 'Hollywood',
      region: 'CA',
      postalCode: '91608',
      country: 'US',
      formatted: '911 Universal City Plaza\nHollywood, CA 91608 US',
      primary: true,
    };
    const home = { type: 'home', locality: 'Hollywood', primary: true };
    const user = { addresses: [{ type: 'work', locality: 'Burbank' }, home] };

    const { addresses } = patch(user, { op: 'replace', path: 'addresses[type eq "work"]', value });

    expect(addresses).toEqual([value, { ...home, primary: false }]);
  });

  it('changes a specific sub-attribute', () => {
    const [work, home] = bjensen.addresses as JsonObject[];

    const { addresses } = patch(bjensen, {
      op: 'replace',
      path: 'addresses[type eq "work"].streetAddress',
      value: '1010 Broadway Ave',
    });

    expect(addresses).toEqual([{ ...work, streetAddress: '1010 Broadway Ave' }, home]);
  });

  it('replaces all values of several attributes; others are unaffected', () => {
    const emails: Json = [
      { value: 'bjensen@example.com', type: 'work', primary: true },
      { value: 'babs@jensen.org', type: 'home' },
    ];

    const patched = patch(
      { userName: 'bjensen', title: 'Guide', emails: [{ value: 'old@example.com' }] },
      { op: 'replace', value: { emails, nickname: 'Babs' } },
    );

    expect(patched).toEqual({ userName: 'bjensen', title: 'Guide', emails, nickName: 'Babs' });
  });

  it('fails with 400 noTarget where a filter matches no record', () => {
    expect(() =>
      patch(bjensen, { op: 'replace', path: 'emails[value eq "absent"]', value: { value: 'x' } }),
    ).toThrow(refusal('noTarget'));
  });
});
