/** DESIGN.md, "Roles": what an identity provider's requests make of a role. */

import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS, type WorkspaceSettings } from '#directory/workspace.ts';
import { roleSetInApp } from '#mapping/role.ts';
import type { JsonObject } from '#scim/json.ts';
import { readRecords } from '#test/support/invariants.ts';
import { aBody, bodyOf, clientOf, idOf, replacing } from '#test/support/scim-client.ts';
import { refusal } from '#test/support/scim-core.ts';
import { useStores } from '#test/support/stores.ts';
import { aRecord } from '#test/support/users.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const URN = 'urn:scim:schemas:extension:modernloop:1.0:Profile';
const OKTA_URN = 'urn:ietf:params:scim:schemas:extension:2.0:User';
const CORE_URN = 'urn:ietf:params:scim:schemas:core:2.0:User';

const stores = useStores();
const contextWith = (settings: Partial<WorkspaceSettings> = {}, profile = 'modernloop') =>
  aContext({
    workspace: aWorkspace({ profile, settings: { ...DEFAULT_SETTINGS, ...settings } }),
  });
const clientWith = (settings: Partial<WorkspaceSettings> = {}, profile = 'modernloop') =>
  clientOf(
    () => stores.ports,
    () => contextWith(settings, profile),
  );
const client = clientWith();
const inApp = clientWith({ roleEditing: 'app' });

const withRole = (role: string, urn = URN) => aBody('ada', { [urn]: { modernloopRole: role } });
const roleOf = async (id: string) => (await client.stored(id))?.role;
const events = async () =>
  (await readRecords(stores.table)).flatMap((record) => record.events.map(({ type }) => type));

/** What the admin API does, without it. */
async function setInApp(id: string, value: string): Promise<void> {
  const before = await client.stored(id);
  if (before === undefined) throw new Error('there is no such user');
  const role = roleSetInApp(before.role, value);
  const after = { ...before, role, version: before.version + 1 };
  const record = aRecord(contextWith(), { before, after });
  await stores.users.replace(contextWith(), before, after, record);
}

describe('where the role may stand', () => {
  it.each<[string, JsonObject]>([
    ["in the product's extension", { [URN]: { modernloopRole: 'SCHEDULER' } }],
    ['there in snake case', { [URN]: { modernloop_role: 'SCHEDULER' } }],
    ["in Okta's custom extension", { [OKTA_URN]: { modernloopRole: 'SCHEDULER' } }],
    ['there in snake case', { [OKTA_URN]: { modernloop_role: 'SCHEDULER' } }],
    ['at the top level', { modernloopRole: 'SCHEDULER' }],
    ['there in snake case', { modernloop_role: 'SCHEDULER' }],
    ['in any case', { [URN.toUpperCase()]: { MODERNLOOPROLE: 'scheduler' } }],
  ])('%s: %j', async (_, parts) => {
    const created = await client.post(aBody('ada', parts));

    expect(await roleOf(idOf(created))).toEqual({
      value: 'SCHEDULER',
      source: 'idp',
      lastFromIdp: 'SCHEDULER',
    });
  });

  it('is answered in the namespace and spelling in which it was sent, by POST and after it', async () => {
    const parts = { [OKTA_URN]: { modernloop_role: 'Admin' } };

    const created = await client.post(aBody('ada', parts));

    expect(bodyOf(created)).toMatchObject(parts);
    expect(bodyOf(created).schemas).toEqual([CORE_URN, OKTA_URN]);
    expect(bodyOf(await client.get(idOf(created)))).toMatchObject(parts);
  });

  it('is not answered where it was never sent', async () => {
    const created = await client.post(aBody('ada'));

    expect(JSON.stringify(created)).not.toMatch(/modernloop_?role/i);
    expect(await roleOf(idOf(created))).toEqual({ value: 'INTERVIEWER', source: 'default' });
  });

  it.each([
    [`${URN}:modernloopRole`, { [URN]: { modernloopRole: 'ADMIN' } }],
    [`${OKTA_URN}:modernloop_role`, { [OKTA_URN]: { modernloop_role: 'ADMIN' } }],
    [`${CORE_URN}:modernloopRole`, { modernloopRole: 'ADMIN' }],
    ['modernloopRole', { modernloopRole: 'ADMIN' }],
  ])('can be the path of a PATCH: %s', async (path, parts) => {
    const id = idOf(await client.post(aBody('ada')));

    const patched = await client.patch(id, [{ op: 'add', path, value: 'ADMIN' }]);

    expect(bodyOf(patched)).toMatchObject(parts);
    expect(await roleOf(id)).toMatchObject({ value: 'ADMIN', source: 'idp' });
  });

  it('can be the value of a PATCH without a path', async () => {
    const id = idOf(await client.post(aBody('ada')));

    await client.patch(id, [{ op: 'replace', value: { [`${URN}:modernloopRole`]: 'ADMIN' } }]);

    expect(await roleOf(id)).toMatchObject({ value: 'ADMIN', source: 'idp' });
  });

  it('can be filtered by', async () => {
    await client.post(withRole('Scheduler'));
    const queryString = `filter=${encodeURIComponent(`${URN}:modernloopRole eq "SCHEDULER"`)}`;

    expect(bodyOf(await client.query(queryString)).totalResults).toBe(1);
  });
});

describe('a role that is not sent, or emptied', () => {
  it('absent from a PUT is kept, and answered as before', async () => {
    const id = idOf(await client.post(withRole('ADMIN')));

    const result = await client.put(id, aBody('ada', { title: 'Lead' }));

    expect(await roleOf(id)).toMatchObject({ value: 'ADMIN', source: 'idp' });
    expect(bodyOf(result)).toMatchObject({ [URN]: { modernloopRole: 'ADMIN' }, title: 'Lead' });
  });

  it.each([null, ''])('emptied by a PUT with %j gives way to the default', async (empty) => {
    const id = idOf(await client.post(withRole('ADMIN')));

    const result = await client.put(id, aBody('ada', { [URN]: { modernloopRole: empty } }));

    expect(await roleOf(id)).toEqual({ value: 'INTERVIEWER', source: 'default' });
    expect(bodyOf(result)[URN]).toBeUndefined();
  });

  it.each<[string, JsonObject]>([
    ['remove', { op: 'remove', path: `${URN}:modernloopRole` }],
    ['remove by its name alone', { op: 'remove', path: 'modernloopRole' }],
    ['remove of the extension', { op: 'remove', path: URN }],
    ['replace with an empty text', { op: 'replace', path: `${URN}:modernloopRole`, value: '' }],
    ['replace with null', { op: 'replace', path: `${URN}:modernloopRole`, value: null }],
  ])('emptied by PATCH %s gives way to the default', async (_, operation) => {
    const id = idOf(await client.post(withRole('ADMIN')));

    await client.patch(id, [operation]);

    expect(await roleOf(id)).toEqual({ value: 'INTERVIEWER', source: 'default' });
  });
});

describe('a role that cannot be', () => {
  const unknown = refusal(
    'invalidValue',
    /^urn:scim:schemas:extension:modernloop:1\.0:Profile:modernloopRole must be ADMIN, SCHEDULER or INTERVIEWER$/,
  );

  it('is 400 invalidValue naming the allowed ones, by POST, PUT and PATCH', async () => {
    const id = idOf(await client.post(aBody('ada')));
    const operation = replacing(`${URN}:modernloopRole`, 'OWNER');

    await expect(client.post(aBody('eve', { [URN]: { modernloopRole: 'OWNER' } }))).rejects.toThrow(
      unknown,
    );
    await expect(client.put(id, withRole('OWNER'))).rejects.toThrow(unknown);
    await expect(client.patch(id, [operation])).rejects.toThrow(unknown);
  });

  it('stops no deactivation: it is passed over, and noted', async () => {
    const id = idOf(await client.post(withRole('ADMIN')));

    const result = await client.put(id, { ...withRole('OWNER'), active: false });

    expect(bodyOf(result)).toMatchObject({ active: false, [URN]: { modernloopRole: 'ADMIN' } });
    expect(await roleOf(id)).toMatchObject({ value: 'ADMIN' });
    const noted = (await readRecords(stores.table)).flatMap(({ ignored }) => ignored);
    expect(noted).toContain(`${URN}:modernloopRole`);
  });

  it('because two places name different new ones is 400 invalidValue', async () => {
    const two = aBody('ada', { modernloopRole: 'ADMIN', [URN]: { modernloopRole: 'SCHEDULER' } });

    await expect(client.post(two)).rejects.toThrow(refusal('invalidValue', /contradicts/));
  });
});

describe('several places in one body', () => {
  it('that say the same are one word', async () => {
    const both = { modernloopRole: 'admin', [URN]: { modernloop_role: 'ADMIN' } };

    const created = await client.post(aBody('ada', both));

    expect(bodyOf(created)).toMatchObject(both);
    expect(await roleOf(idOf(created))).toMatchObject({ value: 'ADMIN' });
  });

  it('the value that differs from the last sent wins, however often both are sent', async () => {
    const id = idOf(await client.post(withRole('ADMIN')));
    const both = { ...withRole('ADMIN'), modernloopRole: 'SCHEDULER' };

    await client.put(id, both);
    await client.put(id, both);

    expect(await roleOf(id)).toMatchObject({ value: 'SCHEDULER', lastFromIdp: 'SCHEDULER' });
    await client.put(id, { ...both, modernloopRole: 'INTERVIEWER' });
    expect(await roleOf(id)).toMatchObject({ value: 'INTERVIEWER' });
  });

  it('a PATCH of one place takes the others with it', async () => {
    const id = idOf(await client.post(withRole('ADMIN')));

    const result = await client.patch(id, [replacing('modernloopRole', 'SCHEDULER')]);

    expect(bodyOf(result)).toMatchObject({ modernloopRole: 'SCHEDULER' });
    expect(bodyOf(result)[URN]).toBeUndefined();
  });
});

describe('a role set in the app', () => {
  it('outlasts the echo of the role that was sent last, by PUT', async () => {
    const created = await inApp.post(withRole('ADMIN'));
    await setInApp(idOf(created), 'SCHEDULER');

    await inApp.put(idOf(created), { ...bodyOf(created), title: 'Lead' });

    expect(await roleOf(idOf(created))).toEqual({
      value: 'SCHEDULER',
      source: 'app',
      lastFromIdp: 'ADMIN',
    });
  });

  it('ends where the identity provider sends another than the one it sent last', async () => {
    const id = idOf(await inApp.post(withRole('ADMIN')));
    await setInApp(id, 'SCHEDULER');

    await inApp.patch(id, [replacing(`${URN}:modernloopRole`, 'INTERVIEWER')]);

    expect(await roleOf(id)).toMatchObject({ value: 'INTERVIEWER', source: 'idp' });
  });

  it('outlasts a switch to idp, and requests that send no role', async () => {
    const id = idOf(await inApp.post(withRole('ADMIN')));
    await setInApp(id, 'SCHEDULER');

    await client.put(id, aBody('ada', { title: 'Lead' }));

    expect(await roleOf(id)).toMatchObject({ value: 'SCHEDULER', source: 'app' });
  });

  it('ends at idp with every role that is sent, be it the one sent last', async () => {
    const id = idOf(await inApp.post(withRole('ADMIN')));
    await setInApp(id, 'SCHEDULER');

    await client.put(id, withRole('ADMIN'));

    expect(await roleOf(id)).toMatchObject({ value: 'ADMIN', source: 'idp' });
    expect((await client.stored(id))?.version).toBe(3);
  });
});

describe('modjo', () => {
  const modjo = clientWith({}, 'modjo');
  const roles = [{ value: 'Admin', primary: true }];

  it('stores and returns a roles that is sent, never applies it, and notes it', async () => {
    const created = await modjo.post(aBody('ada', { roles }));
    await modjo.patch(idOf(created), [replacing('roles', [{ value: 'Analyst' }])]);
    await modjo.put(idOf(created), aBody('ada', { roles }));

    expect(bodyOf(created)).toMatchObject({ roles });
    expect(await roleOf(idOf(created))).toEqual({ value: 'User', source: 'default' });
    const noted = (await readRecords(stores.table)).map(({ ignored }) => ignored);
    expect(noted).toEqual([['roles'], ['roles'], ['roles']]);
  });
});

describe('an event for each change of a role', () => {
  it('comes with a change alone', async () => {
    const id = idOf(await client.post(withRole('ADMIN')));
    await client.put(id, withRole('ADMIN'));
    await client.put(id, withRole('admin'));
    await client.put(id, withRole('SCHEDULER'));

    const types = await events();

    expect(types.filter((type) => type === 'User Role Changed')).toHaveLength(1);
  });
});
