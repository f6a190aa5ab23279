import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#directory/user.ts';
import { discover } from '#provisioning/discover.ts';
import { bodyOf, contextOf, type ProfileName } from '#test/support/scim-client.ts';
import { aRequest, BASE_URL } from '#test/support/user-ports.ts';

const MODERNLOOP = 'urn:scim:schemas:extension:modernloop:1.0:Profile';
const ROLE = 'urn:ietf:params:scim:schemas:extension:2.0:User';
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const get = (profile: ProfileName, path: string, id = '', queryString = '') =>
  discover(
    undefined,
    contextOf(profile),
    aRequest({ path: `/scim/v2/${path}${id && `/${id}`}`, id, queryString }),
  );
const resourcesOf = async (result: ReturnType<typeof get>) =>
  bodyOf(await result).Resources as JsonObject[];

describe('discovery, RFC 7644 §4', () => {
  it('answers /ServiceProviderConfig with what is supported', async () => {
    const result = await get('standard', 'ServiceProviderConfig');

    expect(result).toMatchObject({
      kind: 'document',
      body: {
        patch: { supported: true },
        bulk: { supported: false },
        filter: { supported: true, maxResults: 200 },
        meta: { location: `${BASE_URL}/ServiceProviderConfig` },
      },
    });
  });

  it.each([
    ['standard', [CORE, GROUP, ENTERPRISE]],
    ['modernloop', [CORE, GROUP, ENTERPRISE, MODERNLOOP, ROLE]],
    ['modjo', [CORE, GROUP, ENTERPRISE]],
  ] as const)('answers /Schemas with those of the profile %s', async (profile, ids) => {
    const result = await get(profile, 'Schemas');

    const documents = bodyOf(result).Resources as JsonObject[];
    expect(documents.map(({ id }) => id)).toEqual(ids);
    expect(bodyOf(result)).toMatchObject({ totalResults: ids.length, itemsPerPage: ids.length });
  });

  it.each([CORE, GROUP, ENTERPRISE, MODERNLOOP])(
    'answers /Schemas/%s with that one',
    async (id) => {
      const result = await get('modernloop', 'Schemas', id);

      expect(bodyOf(result).id).toBe(id);
    },
  );

  it('marks as required in /Schemas what the profile requires', async () => {
    const requiredIn = async (profile: ProfileName) => {
      const { attributes } = bodyOf(await get(profile, 'Schemas', CORE));
      return (attributes as JsonObject[])
        .filter(({ required }) => required === true)
        .map(({ name }) => name);
    };

    expect(await requiredIn('standard')).toEqual(['userName']);
    expect(await requiredIn('modernloop')).toEqual(['userName', 'name', 'emails']);
  });

  it('answers /ResourceTypes and /ResourceTypes/User with the user', async () => {
    const [listed] = await resourcesOf(get('modernloop', 'ResourceTypes'));

    const single = bodyOf(await get('modernloop', 'ResourceTypes', 'User'));

    expect(single).toEqual(listed);
    expect(single).toMatchObject({ id: 'User', endpoint: '/Users', schema: CORE });
    expect(single.schemaExtensions).toContainEqual({ schema: MODERNLOOP, required: false });
  });

  it.each([
    ['Schemas', MODERNLOOP],
    ['Schemas', 'User'],
    ['Schemas', 'ResourceTypes'],
    ['ResourceTypes', 'Schemas'],
    ['ResourceTypes', '__proto__'],
  ])('answers 404 to /%s/%s in a workspace that has none', async (path, id) => {
    await expect(get('standard', path, id)).rejects.toMatchObject({ status: 404 });
  });

  it.each(['ServiceProviderConfig', 'Schemas', 'ResourceTypes'])(
    'answers 403 to a filter on /%s: it must not seem to have been applied',
    async (path) => {
      const getting = get('standard', path, '', 'filter=id+eq+"x"');

      await expect(getting).rejects.toMatchObject({ status: 403 });
    },
  );
});
