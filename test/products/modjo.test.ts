/** Modjo over Rollcall: each sentence of its help page and of DESIGN.md about it is a test. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#scim/json.ts';
import { useDeployment } from '#test/support/deployment.ts';
import { brokenInvariants, readRecords } from '#test/support/invariants.ts';
import { type Customer, newCustomer } from '#test/support/product.ts';
import { aBody, replacing } from '#test/support/scim-client.ts';
import { patchOf } from '#test/support/user-ports.ts';

const deployment = useDeployment();
let customer: Customer;
beforeEach(async () => {
  customer = await newCustomer(deployment, 'modjo');
});

const ADA = 'ada@x.example';
const provision = async (parts: JsonObject = {}) =>
  (await customer.scim('POST', '/Users', aBody(ADA, { emails: [], ...parts }))).body;
const inApp = async (id: unknown) => (await customer.app('GET', `/users/${id}`)).body;
const edit = (id: unknown, parts: JsonObject) => customer.app('PATCH', `/users/${id}`, parts);

describe('what SCIM handles automatically', () => {
  it('user creation: a new user is created in Modjo', async () => {
    expect(await inApp((await provision()).id)).toMatchObject({
      provisionedBy: 'scim',
      email: ADA,
      firstName: 'Ada',
      lastName: 'Lovelace',
      active: true,
    });
  });

  it('user updates: name, email, phone, title and timezone are synced', async () => {
    const { id } = await provision();

    await customer.scim(
      'PATCH',
      `/Users/${id}`,
      patchOf(
        replacing('name.familyName', 'King'),
        { op: 'add', path: 'emails[type eq "work"].value', value: 'king@x.example' },
        { op: 'add', path: 'phoneNumbers[type eq "work"].value', value: '+33 1 23' },
        replacing('title', 'Countess'),
        replacing('timezone', 'Europe/Paris'),
      ),
    );

    expect(await inApp(id)).toMatchObject({
      lastName: 'King',
      email: 'king@x.example',
      phoneNumber: '+33 1 23',
      jobTitle: 'Countess',
      timezone: 'Europe/Paris',
    });
  });

  it('user deactivation: unassigned or deactivated in the identity provider, deactivated in Modjo', async () => {
    const { id } = await provision();

    await customer.scim('PATCH', `/Users/${id}`, patchOf(replacing('active', 'False')));

    expect(await inApp(id)).toMatchObject({ active: false });
  });
});

describe('attribute mapping', () => {
  it.each([
    ['userName', { userName: '' }],
    ['name.givenName', { name: { familyName: 'L' } }],
    ['name.familyName', { name: { givenName: 'A' } }],
    ['emails', { userName: 'ada' }],
  ])('%s is required: 400 invalidValue that names it', async (path, parts) => {
    const body = aBody(ADA, { emails: [], ...parts });

    const { status, body: error } = await customer.scim('POST', '/Users', body);

    expect([status, error.scimType, error.detail]).toEqual([
      400,
      'invalidValue',
      `${path} is required: map it in your identity provider, and fill it in for this user`,
    ]);
  });

  it('userName is by habit the e-mail, and not checked for being an address', async () => {
    const created = await provision({ userName: 'ada', emails: [{ value: ADA }] });

    expect(await inApp(created.id)).toMatchObject({ userName: 'ada', email: ADA });
  });

  it('the e-mail is unique', async () => {
    await provision();
    const twin = aBody('other', { emails: [{ value: ADA.toUpperCase() }] });

    const { status, body } = await customer.scim('POST', '/Users', twin);

    expect([status, body.scimType]).toEqual([409, 'uniqueness']);
  });

  it.each<[string, readonly JsonObject[], string]>([
    [
      'type work',
      [
        { value: '1', primary: true },
        { value: '2', type: 'work' },
      ],
      '2',
    ],
    [
      'else primary',
      [
        { value: '1', type: 'home' },
        { value: '2', type: 'mobile', primary: true },
      ],
      '2',
    ],
    [
      'else the first',
      [
        { value: '1', type: 'home' },
        { value: '2', type: 'mobile' },
      ],
      '1',
    ],
  ])('the work phone is the one of %s', async (_, phoneNumbers, phoneNumber) => {
    const { id } = await provision({ phoneNumbers });

    expect(await inApp(id)).toMatchObject({ phoneNumber });
  });

  it('the format of a phone is not checked', async () => {
    const phoneNumbers = [{ value: 'ring twice', type: 'work' }];

    expect((await provision({ phoneNumbers })).phoneNumbers).toEqual(phoneNumbers);
  });

  it.each(['Europe/Paris', 'US/Pacific', 'UTC'])('%s is a time zone', async (timezone) => {
    expect((await provision({ timezone })).timezone).toBe(timezone);
  });

  it.each(['+02:00', 'CEST+1', 'Mars/Olympus'])(
    '%s is none: 400 invalidValue',
    async (timezone) => {
      const body = aBody(ADA, { timezone });

      const { status, body: error } = await customer.scim('POST', '/Users', body);

      expect([status, error.detail]).toEqual([
        400,
        'timezone must be an IANA time zone such as Europe/Paris',
      ]);
    },
  );
});

describe('what remains manual in Modjo', () => {
  it('roles: all SCIM-provisioned users are created with the default User role', async () => {
    const roles = [{ value: 'Admin', primary: true }];

    const created = await provision({ roles });

    expect(created.roles).toEqual(roles);
    expect(await inApp(created.id)).toMatchObject({ role: 'User', roleSource: 'default' });
    const records = await readRecords(deployment.table());
    const mine = records.filter(({ resource }) => resource?.id === created.id);
    expect(mine.map(({ ignored }) => ignored)).toEqual([['roles']]);
  });

  it.each(['User', 'Admin', 'Analyst', 'analyst'])(
    'roles: an admin assigns %s in the app, after provisioning and while SCIM is on',
    async (role) => {
      const { id } = await provision();

      const { status, body } = await edit(id, { role });

      expect([status, String(body.role).toLowerCase()]).toEqual([200, role.toLowerCase()]);
    },
  );

  it('roles: no later request of the identity provider changes them', async () => {
    const { id } = await provision();
    await edit(id, { role: 'Analyst' });

    await customer.scim('PUT', `/Users/${id}`, aBody(ADA, { roles: [{ value: 'Admin' }] }));

    expect(await inApp(id)).toMatchObject({ role: 'Analyst', roleSource: 'app' });
  });

  it('roles: the setting cannot give them to the identity provider, and no group grants one', async () => {
    const toIdp = await customer.set({ roleEditing: 'idp' });
    const toGroups = await customer.set({ groupRoles: [{ group: 'Sales', role: 'Admin' }] });

    expect([toIdp.status, toGroups.status]).toEqual([400, 400]);
    expect(toIdp.body.errors).toMatchObject([{ detail: expect.stringContaining('must be app') }]);
    expect(toGroups.body.errors).toMatchObject([
      { detail: expect.stringContaining('set groupRoles to []') },
    ]);
  });

  it('roles: of a workspace that becomes Modjo’s they are set in the app from then on', async () => {
    const other = await newCustomer(deployment, 'modernloop');

    const { status, body } = await other.app('PATCH', '', { profile: 'modjo' });
    const demo = await deployment.admin('PATCH', '/workspaces/modjo-demo', { name: 'Demo' });

    expect([status, demo.statusCode]).toEqual([200, 200]);
    expect(body.settings).toMatchObject({ roleEditing: 'app' });
  });

  it('teams, recording licences and the CRM account are set in the app, and carried in events', async () => {
    const { id } = await provision();
    const appFields = {
      teams: ['EMEA'],
      recordingLicense: true,
      crmAccount: '005-x',
      appUserId: '9',
    };

    const { body } = await edit(id, { appFields });
    await customer.scim('PATCH', `/Users/${id}`, patchOf(replacing('title', 'Lead')));

    expect(body.appFields).toEqual(appFields);
    const events = (await readRecords(deployment.table())).flatMap((record) => record.events);
    const last = events.filter(({ data }) => data.userId === id).at(-1);
    expect(last?.data).toMatchObject({ attributes: appFields, changedAttributes: ['title'] });
  });

  it('one of them is cleared by null, and the others stay', async () => {
    const { id } = await provision();
    await edit(id, { appFields: { teams: ['EMEA'], crmAccount: 'x' } });

    const { body } = await edit(id, { appFields: { crmAccount: null } });

    expect(body.appFields).toEqual({ teams: ['EMEA'] });
  });
});

describe('limits and considerations', () => {
  it('SCIM-provisioned users can only be offboarded via the identity provider', async () => {
    const { id } = await provision();

    const { status, body } = await edit(id, { active: false });

    expect([status, body.title]).toEqual([409, 'Refused by a rule']);
    expect(body.detail).toMatch(/unassign or deactivate them in your identity provider/);
  });

  it('the time zone of an invitation is an IANA one too', async () => {
    const invitation = (timezone: string) => ({ email: `${timezone.length}@x.example`, timezone });

    const refused = await customer.app('POST', '/users', invitation('Mars/Olympus'));
    const invited = await customer.app('POST', '/users', invitation('Europe/Rome'));

    expect([refused.status, invited.status]).toEqual([400, 201]);
    expect(refused.body.errors).toEqual([
      { pointer: '/timezone', detail: 'must be an IANA time zone such as Europe/Paris' },
    ]);
  });

  it('deactivation is not stopped by a time zone that cannot be', async () => {
    const { id } = await provision({ timezone: 'Europe/Paris' });
    const off = patchOf(replacing('active', false), replacing('timezone', 'Mars/Olympus'));

    const { status, body } = await customer.scim('PATCH', `/Users/${id}`, off);

    expect([status, body.active, body.timezone]).toEqual([200, false, 'Europe/Paris']);
  });
});

describe('frequently asked', () => {
  it('SCIM-provisioned and manually invited users mix in the same workspace', async () => {
    await provision();
    await customer.app('POST', '/users', { email: 'eve@x.example', firstName: 'Eve' });

    const { body } = await customer.app('GET', '/users');

    expect(body.users).toMatchObject([
      { email: ADA, provisionedBy: 'scim' },
      { email: 'eve@x.example', firstName: 'Eve', provisionedBy: 'manual', role: 'User' },
    ]);
  });

  it('"User already exists": delete the existing user first, and it works', async () => {
    const { body: invited } = await customer.app('POST', '/users', { email: ADA });
    const refused = await customer.scim('POST', '/Users', aBody(ADA, { emails: [] }));
    await customer.app('DELETE', `/users/${invited.id}`);

    const created = await customer.scim('POST', '/Users', aBody(ADA, { emails: [] }));

    expect([refused.status, created.status]).toEqual([409, 201]);
    expect(refused.body.detail).toMatch(/^User already exists: /);
    expect(created.body.id).not.toBe(invited.id);
  });

  it('after SCIM is disabled, users remain, no longer sync, and are managed manually', async () => {
    const { id } = await provision();
    await customer.set({ scimEnabled: false });

    const sync = await customer.scim('PATCH', `/Users/${id}`, patchOf(replacing('title', 'x')));
    const byHand = await edit(id, { active: false, email: 'new@x.example', jobTitle: 'Lead' });

    expect([sync.status, byHand.status]).toEqual([403, 200]);
    expect(byHand.body).toMatchObject({ active: false, email: 'new@x.example', jobTitle: 'Lead' });
    expect(byHand.body).toMatchObject({ userName: ADA, provisionedBy: 'scim' });
  });

  it('a phone number and an e-mail that an admin edits are those that are shown', async () => {
    const emails: JsonObject[] = [
      { value: 'home@x.example', type: 'home', primary: true },
      { value: 'work@x.example', type: 'work' },
    ];
    const { id } = await provision({ emails, phoneNumbers: [{ value: '1', type: 'mobile' }] });
    await customer.set({ scimEnabled: false });

    const { body } = await edit(id, { email: 'new@x.example', phoneNumber: '2' });

    expect(body).toMatchObject({ email: 'new@x.example', phoneNumber: '2' });
  });

  it('each workspace has its own token: another’s opens nothing of this one', async () => {
    const other = await newCustomer(deployment, 'modjo');
    const { id } = await provision();

    expect((await other.scim('GET', `/Users/${id}`)).status).toBe(404);
  });

  it('whether a user was provisioned via SCIM is shown to admins, and to nobody over SCIM', async () => {
    const created = await provision();

    expect(await inApp(created.id)).toMatchObject({ provisionedBy: 'scim' });
    expect(JSON.stringify(created)).not.toContain('provisionedBy');
  });
});

it('leaves the table whole', async () => {
  expect(await brokenInvariants(deployment.table())).toEqual([]);
});
