/** What SCIM must not set, sent through every verb and in every shape: nothing of it takes effect. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { bodyOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';
import { brokenInvariants, readAll } from '../support/invariants.ts';

const { admin, send, token, table } = useDeployment();

const headers = { authorization: '' };
const name = { givenName: 'Barbara', familyName: 'Jensen' };
const OTHER_ID = '01900000-0000-7000-8000-0000000000ff';

/** Names that the store, the admin API, or a product has, and a SCIM client has no say in. */
const FORBIDDEN = {
  role: { value: 'Admin', source: 'app' },
  roleSource: 'app',
  provisionedBy: 'manual',
  appFields: { recordingLicense: true },
  recordingLicense: true,
  teams: ['a'],
  workspaceId: 'standard-demo',
  pk: 'WORKSPACE#standard-demo',
  sk: 'USER#1',
  gsi1pk: 'EMAIL#x',
  keys: { userName: 'other', isEmailUnique: false },
  groupIds: [OTHER_ID],
  groups: [{ value: OTHER_ID }],
  version: 99,
  schemaVersion: 99,
  recordId: OTHER_ID,
  createdAt: '2000-01-01T00:00:00Z',
  deletedAt: '2000-01-01T00:00:00Z',
  expiresAt: 1,
  id: OTHER_ID,
  meta: { version: 'W/"99"', created: '2000-01-01T00:00:00Z', resourceType: 'Group' },
} as const;

let number = 0;
let id = '';
let user: Record<string, unknown> = {};
beforeEach(async () => {
  number += 1;
  headers.authorization = `Bearer ${token('modjo-demo')}`;
  user = {
    userName: `user-${number}@x.example`,
    name,
    emails: [{ value: `u${number}@x.example` }],
  };
  id = String(bodyOf(await send('POST', '/Users', user, headers)).id);
});

const seenByAdmins = async (userId: string) =>
  bodyOf(await admin('GET', `/workspaces/modjo-demo/users/${userId}`));
const patch = (...Operations: object[]) => send('PATCH', `/Users/${id}`, { Operations }, headers);

async function expectUntouched(userId: string): Promise<void> {
  const seen = await seenByAdmins(userId);
  expect(seen).toMatchObject({
    id: userId,
    provisionedBy: 'scim',
    role: 'User',
    roleSource: 'default',
    appFields: {},
    groups: [],
  });
  expect(Number(seen.version)).toBeLessThan(50);
  expect(String(seen.createdAt)).not.toMatch(/^2000/);
  const items = await readAll(table());
  const item = items.find(({ sk }) => sk === `USER#${userId}`);
  expect(item).toMatchObject({ pk: 'WORKSPACE#modjo-demo', schemaVersion: 1 });
  expect(item).not.toHaveProperty('expiresAt');
  expect(JSON.stringify(item)).not.toContain(OTHER_ID);
  expect(await brokenInvariants(table())).toEqual([]);
}

describe('what SCIM has no say in', () => {
  it('is ignored by POST', async () => {
    const body = {
      ...user,
      userName: `new-${number}@x.example`,
      emails: [{ value: `n${number}@x.example` }],
    };

    const answer = await send('POST', '/Users', { ...FORBIDDEN, ...body }, headers);

    expect(answer.statusCode).toBe(201);
    await expectUntouched(String(bodyOf(answer).id));
  });

  it('is ignored by PUT', async () => {
    const answer = await send('PUT', `/Users/${id}`, { ...FORBIDDEN, ...user }, headers);

    expect(answer.statusCode).toBe(200);
    await expectUntouched(id);
  });

  it('is ignored by a PATCH without a path', async () => {
    const answer = await patch(
      { op: 'add', value: FORBIDDEN },
      { op: 'replace', value: FORBIDDEN },
    );

    expect(answer.statusCode).toBe(200);
    await expectUntouched(id);
  });

  it.each(Object.entries(FORBIDDEN))(
    'is ignored or refused by a PATCH of %s',
    async (path, value) => {
      for (const op of ['add', 'replace', 'remove']) {
        const answer = await patch({ op, path, value });

        expect([200, 400]).toContain(answer.statusCode);
      }
      await expectUntouched(id);
    },
  );

  it.each(['meta.version', 'appFields.recordingLicense', 'role.value', 'keys.userName'])(
    'is ignored or refused by a PATCH of %s',
    async (path) => {
      const answer = await patch({ op: 'replace', path, value: 'Admin' });

      expect([200, 400]).toContain(answer.statusCode);
      await expectUntouched(id);
    },
  );

  it('is not got hold of under the name of a schema', async () => {
    const urns = [
      'urn:ietf:params:scim:schemas:core:2.0:User',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      'urn:scim:schemas:extension:modjo:1.0:Profile',
    ];

    for (const urn of urns) {
      await send('PUT', `/Users/${id}`, { ...user, [urn]: FORBIDDEN }, headers);
      await patch({ op: 'add', value: { [urn]: FORBIDDEN } });
      await patch({ op: 'add', path: `${urn}:role`, value: 'Admin' });
    }

    await expectUntouched(id);
  });
});
