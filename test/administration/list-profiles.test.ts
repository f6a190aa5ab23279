/** GET /admin/profiles of a profile that names an enterprise attribute without its URN. */

import { expect, it, jest } from '@jest/globals';
import type { AdminRequest } from '#administration/exchange.ts';
import { mintAdminContext } from '#auth/mint-context.ts';
import { buildProfile } from '#mapping/profile.ts';
import { STANDARD } from '#mapping/profiles/standard.ts';

const FIELD = { name: 'costCentre', path: 'costCenter', description: 'The cost centre.' };
const ACME = { ...STANDARD, id: 'acme', fields: [FIELD] };

jest.unstable_mockModule('#mapping/profiles/index.ts', () => ({
  PROFILES: [ACME],
  profileNamed: () => buildProfile(ACME),
}));
const { listProfiles } = await import('#administration/list-profiles.ts');

const admin = mintAdminContext({
  actor: { kind: 'admin', name: 'ops', scope: 'platform' },
  requestId: 'request-1',
  client: 'test',
  deadline: 0,
});
const request: AdminRequest = {
  method: 'GET',
  path: '/profiles',
  parameters: { ws: '', id: '', tokenId: '' },
  queryString: '',
  body: undefined,
  preconditions: {},
  scimBaseUrl: '',
};

it('a field has the path that an identity provider must send, with the URN of its extension', async () => {
  const answer = await listProfiles({}, admin, request);

  const path = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter';
  expect(answer).toMatchObject({ body: { profiles: [{ fields: [{ ...FIELD, path }] }] } });
});
