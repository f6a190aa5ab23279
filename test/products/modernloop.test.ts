/** ModernLoop over Rollcall: each sentence of its help page and of DESIGN.md about it is a test. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#scim/json.ts';
import { useDeployment } from '#test/support/deployment.ts';
import { brokenInvariants, readRecords } from '#test/support/invariants.ts';
import { type Customer, newCustomer } from '#test/support/product.ts';
import { aBody, replacing } from '#test/support/scim-client.ts';
import { patchOf } from '#test/support/user-ports.ts';

const URN = 'urn:scim:schemas:extension:modernloop:1.0:Profile';
const OKTA_URN = 'urn:ietf:params:scim:schemas:extension:2.0:User';
const CORE_URN = 'urn:ietf:params:scim:schemas:core:2.0:User';

const deployment = useDeployment();
let customer: Customer;
beforeEach(async () => {
  customer = await newCustomer(deployment, 'modernloop');
});

const provision = async (parts: JsonObject = {}) =>
  (await customer.scim('POST', '/Users', aBody('ada', parts))).body;
const inApp = async (id: unknown) => (await customer.app('GET', `/users/${id}`)).body;
const edit = (id: unknown, parts: JsonObject) => customer.app('PATCH', `/users/${id}`, parts);
const eventsOf = async (id: unknown) =>
  (await readRecords(deployment.table()))
    .flatMap(({ events }) => events)
    .filter(({ data }) => data.userId === id);

describe('the integration provides', () => {
  it('create users', async () => {
    expect(await inApp((await provision()).id)).toMatchObject({
      provisionedBy: 'scim',
      userName: 'ada',
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: 'ada@x.example',
      active: true,
    });
  });

  it('update user attributes', async () => {
    const { id } = await provision();

    await customer.scim(
      'PUT',
      `/Users/${id}`,
      aBody('ada', { displayName: 'Ada L.', locale: 'en-GB' }),
    );

    expect(await inApp(id)).toMatchObject({ displayName: 'Ada L.', locale: 'en-GB' });
  });

  it('deactivate users', async () => {
    const { id } = await provision();

    await customer.scim('PATCH', `/Users/${id}`, patchOf(replacing('active', false)));

    expect(await inApp(id)).toMatchObject({ active: false });
    expect((await eventsOf(id)).map(({ type }) => type)).toContain('User Deprovisioned');
  });

  it('attributes of administrators update over SCIM like anybody’s', async () => {
    const { id } = await provision({ [URN]: { modernloopRole: 'ADMIN' } });

    await customer.scim('PATCH', `/Users/${id}`, patchOf(replacing('name.familyName', 'King')));

    expect(await inApp(id)).toMatchObject({ role: 'ADMIN', lastName: 'King' });
  });
});

describe('required attributes', () => {
  it.each([
    ['userName', { userName: '' }],
    ['name.givenName', { name: { familyName: 'Lovelace' } }],
    ['name.familyName', { name: { givenName: 'Ada' } }],
    ['emails', { emails: [] }],
  ])('%s is required: 400 invalidValue that names it', async (path, parts) => {
    const { status, body } = await customer.scim('POST', '/Users', aBody('ada', parts));

    expect([status, body.scimType, body.detail]).toEqual([
      400,
      'invalidValue',
      `${path} is required: map it in your identity provider, and fill it in for this user`,
    ]);
  });

  it('the e-mail is unique in the workspace, and in no other', async () => {
    const other = await newCustomer(deployment, 'modernloop');
    await provision();
    const twin = aBody('eve', { emails: [{ value: 'ADA@x.example' }] });

    const answers = [
      await customer.scim('POST', '/Users', twin),
      await other.scim('POST', '/Users', twin),
    ];

    expect(answers.map(({ status }) => status)).toEqual([409, 201]);
    expect(answers[0]?.body.detail).toMatch(
      /^User already exists: another user has this .*; link to that user, or give each their own/,
    );
  });
});

describe('an edit in the app that breaks a rule', () => {
  it('is 400 under the name that the product gives the attribute', async () => {
    const invited = await customer.app('POST', '/users', {
      email: 'lee@x.example',
      lastName: 'Lee',
    });

    const emptied = await customer.app('PATCH', `/users/${invited.body.id}`, { lastName: null });
    const userName = 'x'.repeat(321);
    const long = await customer.app('POST', '/users', { email: 'x@x.example', userName });

    expect([emptied.status, long.status]).toEqual([400, 400]);
    const rule = 'must keep a value: send another, or leave it out';
    expect(emptied.body.detail).toBe(`lastName ${rule}`);
    expect(emptied.body.errors).toEqual([{ pointer: '/lastName', detail: rule }]);
    expect(long.body.errors).toMatchObject([{ pointer: '/userName' }]);
  });
});

describe('property sync', () => {
  it('the extension carries title, manager_email, linkedin_url, country, level, department, location, team', async () => {
    const properties = {
      title: 'Lead',
      manager_email: 'boss@x.example',
      linkedin_url: 'https://linkedin.example/ada',
      country: 'UK',
      level: 'L5',
      department: 'Engines',
      location: 'London',
      team: 'Analytical',
    };

    const created = await provision({ [URN]: properties });

    expect(created[URN]).toEqual(properties);
    expect(await inApp(created.id)).toMatchObject(properties);
  });
});

describe('roles', () => {
  it('if no role is specified, the default role is INTERVIEWER', async () => {
    expect(await inApp((await provision()).id)).toMatchObject({
      role: 'INTERVIEWER',
      roleSource: 'default',
    });
  });

  it.each(['ADMIN', 'SCHEDULER', 'INTERVIEWER', 'admin', 'Scheduler'])(
    '%s is one of the three roles, in any case',
    async (role) => {
      const { id } = await provision({ [URN]: { modernloopRole: role } });

      expect(await inApp(id)).toMatchObject({ role: role.toUpperCase(), roleSource: 'idp' });
    },
  );

  it('any other is 400 invalidValue that names the allowed ones', async () => {
    const body = aBody('ada', { [URN]: { modernloopRole: 'OWNER' } });

    const { status, body: error } = await customer.scim('POST', '/Users', body);

    expect(status).toBe(400);
    expect(error).toMatchObject({
      scimType: 'invalidValue',
      detail: `${URN}:modernloopRole must be ADMIN, SCHEDULER or INTERVIEWER`,
    });
  });

  it.each<[string, JsonObject]>([
    ['the external namespace of the product', { [URN]: { modernloopRole: 'ADMIN' } }],
    [
      'the namespace that its page gives for a new attribute',
      { [OKTA_URN]: { modernloopRole: 'ADMIN' } },
    ],
    ['the core namespace, which puts it at the top level', { modernloopRole: 'ADMIN' }],
    ['the other external name', { [URN]: { modernloop_role: 'ADMIN' } }],
  ])('the custom attribute may have %s, and is answered there', async (_, parts) => {
    const created = await provision(parts);

    expect(created).toMatchObject(parts);
    expect(await inApp(created.id)).toMatchObject({ role: 'ADMIN' });
  });

  it.each(['POST', 'PUT', 'PATCH'])(
    'written by hand into an object of the core namespace it is the one at the top level: %s',
    async (verb) => {
      const parts = { [CORE_URN]: { modernloopRole: 'ADMIN' } };
      const { id } = await provision(verb === 'POST' ? parts : {});
      if (verb === 'PUT') await customer.scim('PUT', `/Users/${id}`, aBody('ada', parts));
      if (verb === 'PATCH') {
        const operation = { op: 'replace', value: parts };
        await customer.scim('PATCH', `/Users/${id}`, patchOf(operation));
      }

      expect((await customer.scim('GET', `/Users/${id}`)).body).toMatchObject({
        modernloopRole: 'ADMIN',
      });
      expect(await inApp(id)).toMatchObject({ role: 'ADMIN', roleSource: 'idp' });
    },
  );

  it('/Schemas shows the role with its three values, where it may be sent', async () => {
    for (const urn of [URN, OKTA_URN]) {
      const { body } = await customer.scim('GET', `/Schemas/${urn}`);

      expect(body.attributes).toContainEqual(
        expect.objectContaining({
          name: 'modernloopRole',
          canonicalValues: ['ADMIN', 'SCHEDULER', 'INTERVIEWER'],
        }),
      );
    }
    const { body: core } = await customer.scim('GET', `/Schemas/${CORE_URN}`);
    expect(JSON.stringify(core)).not.toMatch(/modernloop/i);
  });
});

describe('role editing in the app', () => {
  const provisioned = () => provision({ [URN]: { modernloopRole: 'INTERVIEWER' } });

  it('when enabled, administrators can adjust any user’s role without touching the identity provider', async () => {
    await customer.set({ roleEditing: 'app' });
    const { id } = await provisioned();

    const { status, body } = await edit(id, { role: 'scheduler' });

    expect([status, body.role, body.roleSource]).toEqual([200, 'SCHEDULER', 'app']);
  });

  it('when disabled, roles must be managed in the identity provider: 409 that names the switch', async () => {
    const { id } = await provisioned();

    const { status, body } = await edit(id, { role: 'SCHEDULER' });

    expect(status).toBe(409);
    expect(body).toMatchObject({ type: 'urn:rollcall:problem:role-editing' });
    expect(body.detail).toMatch(/roleEditing is idp.*set roleEditing to app$/);
    expect(await inApp(id)).toMatchObject({ role: 'INTERVIEWER' });
  });

  it('an in-app role outlasts Okta’s echo, and ends when Okta sends another', async () => {
    await customer.set({ roleEditing: 'app' });
    const { id } = await provisioned();
    await edit(id, { role: 'ADMIN' });
    const { body: echo } = await customer.scim('GET', `/Users/${id}`);

    await customer.scim('PUT', `/Users/${id}`, { ...echo, title: 'Lead' });
    expect(await inApp(id)).toMatchObject({ role: 'ADMIN', roleSource: 'app' });

    await customer.scim('PUT', `/Users/${id}`, { ...echo, [URN]: { modernloopRole: 'SCHEDULER' } });
    expect(await inApp(id)).toMatchObject({ role: 'SCHEDULER', roleSource: 'idp' });
  });

  it('flipping the switch changes nobody', async () => {
    await customer.set({ roleEditing: 'app' });
    const { id } = await provisioned();
    await edit(id, { role: 'ADMIN' });
    const before = await inApp(id);

    await customer.set({ roleEditing: 'idp' });

    expect(await inApp(id)).toEqual(before);
  });

  it('at idp, every role that the identity provider sends applies', async () => {
    await customer.set({ roleEditing: 'app' });
    const created = await provisioned();
    await edit(created.id, { role: 'ADMIN' });
    await customer.set({ roleEditing: 'idp' });

    await customer.scim('PUT', `/Users/${created.id}`, created);

    expect(await inApp(created.id)).toMatchObject({ role: 'INTERVIEWER', roleSource: 'idp' });
  });

  it.each(['app', 'idp'] as const)(
    'at %s, manual users’ roles are editable',
    async (roleEditing) => {
      await customer.set({ roleEditing });
      const { body: invited } = await customer.app('POST', '/users', { email: 'eve@x.example' });

      const { body } = await edit(invited.id, { role: 'ADMIN' });

      expect(body).toMatchObject({ role: 'ADMIN', roleSource: 'app', provisionedBy: 'manual' });
    },
  );

  it('with SCIM off, roles are editable by hand', async () => {
    const { id } = await provisioned();
    await customer.set({ scimEnabled: false });

    expect((await edit(id, { role: 'ADMIN' })).body).toMatchObject({ roleSource: 'app' });
  });

  it('a change of the role is an event, with the role before', async () => {
    await customer.set({ roleEditing: 'app' });
    const { id } = await provisioned();
    await edit(id, { role: 'ADMIN' });

    const [last] = (await eventsOf(id)).filter(({ type }) => type === 'User Role Changed');

    expect(last?.data).toMatchObject({
      role: 'ADMIN',
      previousRole: 'INTERVIEWER',
      cause: 'admin',
    });
  });
});

describe('roles by group', () => {
  const LEADS = { group: 'recruiting LEADS', role: 'ADMIN' };
  const TEAM = { group: 'Recruiting', role: 'SCHEDULER' };

  const push = async (displayName: string, ...members: unknown[]) => {
    const listed = members.map((value) => ({ value }) as JsonObject);
    return (await customer.scim('POST', '/Groups', { displayName, members: listed })).body.id;
  };
  const patchGroup = (id: unknown, ...operations: JsonObject[]) =>
    customer.scim('PATCH', `/Groups/${id}`, patchOf(...operations));

  it('the first match of the ordered list wins, and it can be set before the first push', async () => {
    await customer.set({ groupRoles: [LEADS, TEAM] });
    const { id } = await provision();

    const team = await push('Recruiting', id);
    const before = await inApp(id);
    const leads = await push('Recruiting Leads', id);

    expect(before).toMatchObject({ role: 'SCHEDULER', roleSource: 'group' });
    expect(await inApp(id)).toMatchObject({
      role: 'ADMIN',
      roleSource: 'group',
      groups: [
        { id: team, displayName: 'Recruiting' },
        { id: leads, displayName: 'Recruiting Leads' },
      ],
    });
  });

  it('a role lost with the membership gives the next one, then the default', async () => {
    await customer.set({ groupRoles: [LEADS, TEAM] });
    const { id } = await provision();
    const [team, leads] = [await push('Recruiting', id), await push('Recruiting Leads', id)];
    const leave = { op: 'remove', path: `members[value eq "${id}"]` };

    await patchGroup(leads, leave);
    const next = await inApp(id);
    await patchGroup(team, leave);

    expect([next.role, (await inApp(id)).role]).toEqual(['SCHEDULER', 'INTERVIEWER']);
  });

  it('the attribute goes before the group, and the group comes back when it is emptied', async () => {
    await customer.set({ groupRoles: [TEAM] });
    const { id } = await provision({ [URN]: { modernloopRole: 'ADMIN' } });
    await push('Recruiting', id);
    const before = await inApp(id);

    await customer.scim('PUT', `/Users/${id}`, aBody('ada', { [URN]: { modernloopRole: '' } }));

    expect(before).toMatchObject({ role: 'ADMIN', roleSource: 'idp' });
    expect(await inApp(id)).toMatchObject({ role: 'SCHEDULER', roleSource: 'group' });
  });

  it('a group role won ends a role that was set in the app', async () => {
    await customer.set({ groupRoles: [TEAM], roleEditing: 'app' });
    const { id } = await provision();
    await edit(id, { role: 'ADMIN' });

    await push('Recruiting', id);

    expect(await inApp(id)).toMatchObject({ role: 'SCHEDULER', roleSource: 'group' });
  });

  it('an in-app role outlasts a membership that changes no role', async () => {
    await customer.set({ groupRoles: [TEAM], roleEditing: 'app' });
    const { id } = await provision();
    await edit(id, { role: 'ADMIN' });

    await push('Sales', id);

    expect(await inApp(id)).toMatchObject({ role: 'ADMIN', roleSource: 'app' });
  });

  it('a role won by a group is an event with its cause', async () => {
    await customer.set({ groupRoles: [TEAM] });
    const { id } = await provision();
    await push('Recruiting', id);

    const changes = (await eventsOf(id)).filter(({ type }) => type === 'User Role Changed');

    expect(changes.map(({ data }) => [data.role, data.previousRole, data.cause])).toEqual([
      ['SCHEDULER', 'INTERVIEWER', 'group'],
    ]);
  });

  it('a manual user is no member of a group', async () => {
    await customer.set({ groupRoles: [TEAM] });
    const { body: invited } = await customer.app('POST', '/users', { email: 'eve@x.example' });

    const group = await push('Recruiting', invited.id);

    expect(await inApp(invited.id)).toMatchObject({ role: 'INTERVIEWER', groups: [] });
    const { body } = await customer.scim('GET', `/Groups/${group}`);
    expect(body.members ?? []).toEqual([]);
  });
});

describe('adoption', () => {
  it('keeps the role as one set in the app, and app-owned fields', async () => {
    await customer.set({ onManualConflict: 'adopt' });
    const invitation = { email: 'ada@x.example', role: 'ADMIN', appFields: { appUserId: 'u-1' } };
    const { body: invited } = await customer.app('POST', '/users', invitation);

    const adopted = await provision();

    expect(adopted.id).toBe(invited.id);
    expect(await inApp(adopted.id)).toMatchObject({
      provisionedBy: 'scim',
      role: 'ADMIN',
      roleSource: 'app',
      appFields: { appUserId: 'u-1' },
    });
  });

  it('keeps what SCIM does not send of an extension', async () => {
    await customer.set({ onManualConflict: 'adopt' });
    const { body: invited } = await customer.app('POST', '/users', {
      ...{ email: 'ada@x.example', firstName: 'Augusta', title: 'Countess', department: 'Engines' },
    });

    const adopted = await provision({ [URN]: { title: 'Lead', modernloopRole: 'ADMIN' } });

    expect(adopted.id).toBe(invited.id);
    expect(await inApp(adopted.id)).toMatchObject({
      ...{ firstName: 'Ada', lastName: 'Lovelace', title: 'Lead', department: 'Engines' },
      ...{ role: 'ADMIN', roleSource: 'idp' },
    });
  });

  it('takes a role that the identity provider sends', async () => {
    await customer.set({ onManualConflict: 'adopt' });
    await customer.app('POST', '/users', { email: 'ada@x.example', role: 'ADMIN' });

    const adopted = await provision({ [URN]: { modernloopRole: 'SCHEDULER' } });

    expect(await inApp(adopted.id)).toMatchObject({ role: 'SCHEDULER', roleSource: 'idp' });
  });
});

describe('app-owned fields', () => {
  it('appUserId is set in the app while SCIM is on, outlasts a PUT, and is carried in events', async () => {
    const { id } = await provision();

    const { status } = await edit(id, { appFields: { appUserId: 'u-7' } });
    await customer.scim('PUT', `/Users/${id}`, aBody('ada', { title: 'Lead' }));

    expect(status).toBe(200);
    expect(await inApp(id)).toMatchObject({ appFields: { appUserId: 'u-7' } });
    expect((await eventsOf(id)).at(-1)?.data).toMatchObject({ attributes: { appUserId: 'u-7' } });
  });

  it('have 10 KB at the most: 400', async () => {
    const { id } = await provision();
    const fits = 'x'.repeat(10 * 1024 - '{"appUserId":""}'.length);

    expect((await edit(id, { appFields: { appUserId: fits } })).status).toBe(200);
    expect((await edit(id, { appFields: { appUserId: `${fits}x` } })).status).toBe(400);
  });
});

it('leaves the table whole', async () => {
  expect(await brokenInvariants(deployment.table())).toEqual([]);
});
