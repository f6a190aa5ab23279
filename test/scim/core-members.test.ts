import { describe, expect, it } from '@jest/globals';
import { withCoreMembers } from '#scim/core-members.ts';
import type { JsonObject } from '#scim/json.ts';
import { normalise } from '#scim/normalise.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { ENTERPRISE, USER_SCHEMAS } from '#test/support/scim-core.ts';

const lift = (body: JsonObject) => withCoreMembers(USER_SCHEMAS, body);

describe('an object under the URN of the core schema, RFC 7644 §3.10', () => {
  it.each([CORE_USER.id, CORE_USER.id.toUpperCase()])(
    'is what stands at the top level: %s',
    (urn) => {
      const body = { userName: 'ada', [urn]: { title: 'Countess', name: { givenName: 'Ada' } } };

      expect(lift(body)).toEqual({
        userName: 'ada',
        title: 'Countess',
        name: { givenName: 'Ada' },
      });
    },
  );

  it('gives way to a name that comes after it, and wins over one before', () => {
    const inside = { [CORE_USER.id]: { title: 'inside' } };

    expect(lift({ title: 'outside', ...inside })).toEqual({ title: 'inside' });
    expect(lift({ ...inside, title: 'outside' })).toEqual({ title: 'outside' });
  });

  it('sets nothing that a client may not set', () => {
    const body = lift({ [CORE_USER.id]: { userName: 'ada', id: 'x', meta: {}, groups: ['g'] } });

    expect(normalise(USER_SCHEMAS, body).resource).toEqual({ userName: 'ada' });
  });

  it.each(['x', 7, null, ['title']])('is noted as unknown where it is no object: %j', (value) => {
    const body = { userName: 'ada', [CORE_USER.id]: value };

    expect(lift(body)).toEqual(body);
    expect(normalise(USER_SCHEMAS, lift(body)).ignored).toEqual([CORE_USER.id]);
  });

  it('leaves extensions, and a body without it, as they are', () => {
    const body = { userName: 'ada', [ENTERPRISE]: { department: 'R' } };

    expect(lift(body)).toBe(body);
  });
});
