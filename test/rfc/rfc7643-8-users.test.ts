import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#scim/json.ts';
import { normalise } from '#scim/normalise.ts';
import { RFC_USERS } from '#test/rfc/read-json.ts';
import { ENTERPRISE, USER_SCHEMAS } from '#test/support/scim-core.ts';

/** What a client may not set, or what is never kept. */
const NOT_KEPT = ['schemas', 'id', 'meta', 'groups', 'password'];

describe('the users of RFC 7643 §8', () => {
  it.each(Object.entries(RFC_USERS))('§8: the %s user is normalised without loss', (_, user) => {
    const { resource, ignored } = normalise(USER_SCHEMAS, user);

    expect(resource).toEqual(keptOf(user));
    expect(ignored).toEqual([]);
  });

  it.each(Object.entries(RFC_USERS))('§8: the %s user has no member that is unknown', (_, user) => {
    const { resource } = normalise(USER_SCHEMAS, user);

    expect(Object.keys({ ...resource, schemas: [], id: '', meta: {} }).sort()).toEqual(
      Object.keys(user)
        .filter((name) => name !== 'password' && name !== 'groups')
        .sort(),
    );
  });

  it('§8.2: the full user has every core attribute', () => {
    const names = USER_SCHEMAS.core.attributes.map(({ name }) => name);

    const lacking = names.filter((name) => !(name in RFC_USERS.full));

    expect(lacking).toEqual(['entitlements', 'roles']);
  });

  it('§8.3: the displayName of a manager is the service’s to say', () => {
    const { resource } = normalise(USER_SCHEMAS, RFC_USERS.enterprise);

    expect(resource[ENTERPRISE]).toMatchObject({
      manager: {
        value: '26118915-6090-4610-87e4-49d8ca9f808d',
        $ref: '../Users/26118915-6090-4610-87e4-49d8ca9f808d',
      },
    });
    expect(JSON.stringify(resource)).not.toContain('John Smith');
  });
});

function keptOf(user: JsonObject): JsonObject {
  const kept = Object.entries(structuredClone(user)).filter(([name]) => !NOT_KEPT.includes(name));
  return JSON.parse(
    JSON.stringify(Object.fromEntries(kept), (name, value) =>
      name === 'displayName' && value === 'John Smith' ? undefined : value,
    ),
  );
}
