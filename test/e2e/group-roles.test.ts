/** Roles by group, decided anew in the background: settings, renames, deletions. */

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { patchOf, useTwoEndpoints } from './two-endpoints.ts';

const PATIENCE_MS = 60_000;

const endpoints = useTwoEndpoints();

const setRoles = (...groupRoles: readonly { group: string; role: string }[]) =>
  endpoints.admin('PATCH', '', { settings: { groupRoles } });

/** Until the role is this one, or patience is at its end. */
async function roleSettlesAt(userId: string, role: string): Promise<unknown> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const { body } = await endpoints.admin('GET', `/users/${userId}`);
    if (body.role === role || Date.now() > giveUpAt) return [body.role, body.roleSource];
    await sleep(200);
  }
}

describe('the role of a member', () => {
  let name: string;
  let userId: string;
  let groupId: string;
  beforeEach(async () => {
    endpoints.enter('modernloop-demo');
    name = `Recruiting ${randomUUID()}`;
    const address = `${randomUUID()}@x.example`;
    userId = await endpoints.create({
      userName: address,
      name: { givenName: 'Ada', familyName: 'Lovelace' },
      emails: [{ value: address }],
    });
    const members = [{ value: userId }];
    const { body } = await endpoints.send('POST', '/Groups', { displayName: name, members });
    groupId = String(body.id);
  });

  it('follows a change of groupRoles, and of their order', async () => {
    await setRoles({ group: name.toUpperCase(), role: 'SCHEDULER' });
    expect(await roleSettlesAt(userId, 'SCHEDULER')).toEqual(['SCHEDULER', 'group']);

    const leads = `${name} leads`;
    const members = [{ value: userId }];
    await endpoints.send('POST', '/Groups', { displayName: leads, members });
    await setRoles({ group: leads, role: 'ADMIN' }, { group: name, role: 'SCHEDULER' });
    expect(await roleSettlesAt(userId, 'ADMIN')).toEqual(['ADMIN', 'group']);

    await setRoles({ group: name, role: 'SCHEDULER' }, { group: leads, role: 'ADMIN' });
    expect(await roleSettlesAt(userId, 'SCHEDULER')).toEqual(['SCHEDULER', 'group']);

    await setRoles();
    expect(await roleSettlesAt(userId, 'INTERVIEWER')).toEqual(['INTERVIEWER', 'default']);
  });

  it('follows a rename of the group, in and out of the list', async () => {
    await setRoles({ group: `${name} leads`, role: 'ADMIN' });
    const renameTo = (displayName: string) =>
      endpoints.send(
        'PATCH',
        `/Groups/${groupId}`,
        patchOf({ op: 'replace', path: 'displayName', value: displayName }),
      );

    await renameTo(`${name} LEADS`);
    expect(await roleSettlesAt(userId, 'ADMIN')).toEqual(['ADMIN', 'group']);

    await renameTo(name);
    expect(await roleSettlesAt(userId, 'INTERVIEWER')).toEqual(['INTERVIEWER', 'default']);
  });

  it('is lost with the group', async () => {
    await setRoles({ group: name, role: 'ADMIN' });
    await roleSettlesAt(userId, 'ADMIN');

    await endpoints.send('DELETE', `/Groups/${groupId}`);

    expect(await roleSettlesAt(userId, 'INTERVIEWER')).toEqual(['INTERVIEWER', 'default']);
  });
});
