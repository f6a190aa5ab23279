/** DESIGN.md, "The two products": what holds for both, and every profile. Each sentence is a test. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#scim/json.ts';
import { useDeployment } from '#test/support/deployment.ts';
import { brokenInvariants, readRecords } from '#test/support/invariants.ts';
import { type Customer, newCustomer } from '#test/support/product.ts';
import { aBody, replacing } from '#test/support/scim-client.ts';
import { patchOf } from '#test/support/user-ports.ts';

const deployment = useDeployment();
const ADA = 'ada@acme.example';
const body = (parts: JsonObject = {}) =>
  aBody('ada', { userName: ADA, emails: [{ value: ADA }], ...parts });
const list = (value: unknown) => value as readonly JsonObject[];
const filterBy = (text: string) => `/Users?filter=${encodeURIComponent(text)}`;

describe.each(['modernloop', 'modjo', 'standard'])('in a workspace of %s', (profile) => {
  let customer: Customer;
  beforeEach(async () => {
    customer = await newCustomer(deployment, profile);
  });
  const invite = async (parts: JsonObject = {}) =>
    (await customer.app('POST', '/users', { email: ADA, ...parts })).body;
  const provision = async (parts: JsonObject = {}) =>
    (await customer.scim('POST', '/Users', body(parts))).body;
  const edit = (id: unknown, parts: JsonObject, ifMatch?: string) =>
    customer.app('PATCH', `/users/${id}`, parts, ifMatch);

  describe('manual users', () => {
    it('live beside SCIM ones, with a badge that tells them apart', async () => {
      await invite({ email: 'grace@acme.example' });
      await provision();

      const { users } = (await customer.app('GET', '/users')).body;

      expect(list(users).map(({ email, provisionedBy }) => [email, provisionedBy])).toEqual([
        [ADA, 'scim'],
        ['grace@acme.example', 'manual'],
      ]);
    });

    it('are invisible over SCIM: 404, not listed, not counted', async () => {
      const { id } = await invite();

      for (const [method, sent] of [
        ['GET', undefined],
        ['PUT', body()],
        ['PATCH', patchOf(replacing('title', 'Lead'))],
        ['DELETE', undefined],
      ] as const) {
        expect((await customer.scim(method, `/Users/${id}`, sent)).status).toBe(404);
      }
      for (const path of ['/Users', filterBy(`userName eq "${ADA}"`), filterBy(`id eq "${id}"`)]) {
        expect((await customer.scim('GET', path)).body).toMatchObject({ totalResults: 0 });
      }
    });

    it('hold their userName and e-mail: a SCIM write that needs one is 409 uniqueness, and says what to do', async () => {
      await invite();
      const other = await customer.scim(
        'POST',
        '/Users',
        body({ userName: 'eve', emails: [{ value: 'eve@acme.example' }] }),
      );
      const rename = patchOf(replacing('userName', ADA.toUpperCase()));

      const refused = [
        await customer.scim('POST', '/Users', body()),
        await customer.scim('PUT', `/Users/${other.body.id}`, body()),
        await customer.scim('PATCH', `/Users/${other.body.id}`, rename),
      ];

      for (const { status, body: error } of refused) {
        expect(status).toBe(409);
        expect(error).toMatchObject({
          scimType: 'uniqueness',
          detail:
            'User already exists: invited by hand; delete that user or exclude them in your identity provider',
        });
      }
    });

    it('an invitation for a SCIM user’s address is refused', async () => {
      const { id } = await provision();

      const { status, body: problem } = await customer.app('POST', '/users', { email: ADA });

      expect(status).toBe(409);
      expect(problem).toMatchObject({ type: 'urn:rollcall:problem:already-exists' });
      expect(problem.detail).toMatch(
        /^a user whom the identity provider has provisioned has this email already: use the user at /,
      );
      expect(problem.detail).toMatch(new RegExp(`/admin/workspaces/[a-z0-9-]+/users/${id}, or`));
      expect(problem.detail).not.toContain(ADA);
    });

    it('an invitation for an invited user’s address is refused', async () => {
      const { id } = await invite();

      const { status, body: problem } = await customer.app('POST', '/users', { email: ADA });

      const where = new RegExp(`invited by hand has this email already: .*/users/${id}, or`);
      expect([status, problem.detail]).toEqual([409, expect.stringMatching(where)]);
    });

    it('are edited and deleted in the app, and free what they held', async () => {
      const { id } = await invite();

      const edited = await edit(id, { email: 'countess@acme.example', active: false });
      const deleted = await customer.app('DELETE', `/users/${id}`);

      expect(edited.body).toMatchObject({
        email: 'countess@acme.example',
        active: false,
        version: 2,
      });
      expect(edited.body).toMatchObject({ userName: 'countess@acme.example' });
      expect(deleted.status).toBe(204);
      expect((await customer.app('DELETE', `/users/${id}`)).status).toBe(204);
      expect((await customer.scim('POST', '/Users', body())).status).toBe(201);
    });
  });

  describe('with onManualConflict adopt', () => {
    beforeEach(async () => {
      await customer.set({ onManualConflict: 'adopt' });
    });

    it('a POST answers 201 with the id of the manual user, who is SCIM’s from then on', async () => {
      const { id } = await invite();

      const { status, body: adopted } = await customer.scim('POST', '/Users', body());

      expect([status, adopted.id]).toEqual([201, id]);
      expect((await customer.scim('GET', `/Users/${id}`)).status).toBe(200);
      expect((await customer.app('GET', `/users/${id}`)).body).toMatchObject({
        provisionedBy: 'scim',
        version: 2,
      });
    });

    it('is 409 where the userName is one user’s and the e-mail another’s', async () => {
      await invite();
      await invite({ email: 'grace@acme.example' });
      const both = body({ userName: 'grace@acme.example' });

      const { status } = await customer.scim('POST', '/Users', both);

      expect(status).toBe(profile === 'standard' ? 201 : 409);
    });

    it('is 409 where the other value is a SCIM user’s', async () => {
      await invite();
      const grace = { userName: 'grace', emails: [{ value: 'grace@acme.example' }] };
      await customer.scim('POST', '/Users', body(grace));

      const { status, body: error } = await customer.scim(
        'POST',
        '/Users',
        body({ userName: 'grace', emails: [{ value: ADA }] }),
      );

      expect([status, error.scimType]).toEqual([409, 'uniqueness']);
    });

    it('adoption keeps what SCIM does not send', async () => {
      const { id } = await invite({ displayName: 'The Countess' });

      await customer.scim('POST', '/Users', body({ title: 'Lead' }));

      expect((await customer.app('GET', `/users/${id}`)).body).toMatchObject({
        displayName: 'The Countess',
      });
    });

    it('an event says that the user was adopted', async () => {
      const { id } = await invite();
      await customer.scim('POST', '/Users', body());

      const records = await readRecords(deployment.table());
      const told = records.flatMap(({ events }) => events).filter(({ data }) => data.userId === id);

      expect(told.map(({ type, data }) => [type, data.cause, data.provisionedBy])).toEqual([
        ['User Provisioned', 'admin', 'manual'],
        ['User Updated', 'adopted', 'scim'],
      ]);
    });
  });

  describe('offboarding', () => {
    it.each([
      ['deactivated', { active: false }, /unassign or deactivate them in your identity provider/],
      ['edited', { displayName: 'X' }, /^displayName: .* change them in your identity provider/],
    ])(
      'while SCIM is on, a SCIM user is not %s in the app: 409 with the reason and what to do',
      async (_, parts, detail) => {
        const { id } = await provision();

        const { status, body: problem } = await edit(id, parts);

        expect(status).toBe(409);
        expect(problem).toMatchObject({
          type: 'urn:rollcall:problem:managed-by-identity-provider',
        });
        expect(problem.detail).toMatch(detail);
        expect(problem.detail).toMatch(
          /switch SCIM off for this workspace \(the setting scimEnabled\)/,
        );
      },
    );

    it('while SCIM is on, a SCIM user is not reactivated in the app', async () => {
      const { id } = await provision({ active: false });

      const { status, body: problem } = await edit(id, { active: true });

      expect([status, problem.detail]).toEqual([409, expect.stringMatching(/reactivate them/)]);
    });

    it('while SCIM is on, a SCIM user is not deleted in the app', async () => {
      const { id } = await provision();

      const { status, body: problem } = await customer.app('DELETE', `/users/${id}`);

      expect([status, problem.detail]).toEqual([409, expect.stringMatching(/only it can delete/)]);
    });

    it('an edit that changes nothing is refused by no rule', async () => {
      const { id } = await provision();

      expect((await edit(id, { active: true })).body).toMatchObject({ version: 1 });
    });

    it.each(['scimEnabled', 'scimAvailable'] as const)(
      'with SCIM off (%s) everybody stays and is managed by hand; on again it resumes',
      async (setting) => {
        const { id } = await provision();
        const before = (await customer.app('GET', `/users/${id}`)).body;

        await customer.set({ [setting]: false });
        expect((await customer.app('GET', `/users/${id}`)).body).toEqual(before);
        expect((await customer.scim('GET', `/Users/${id}`)).status).toBe(403);
        const edited = await edit(id, { active: false, displayName: 'By hand' });
        expect(edited.body).toMatchObject({ active: false, provisionedBy: 'scim', version: 2 });

        await customer.set({ [setting]: true });
        expect((await edit(id, { displayName: 'X' })).status).toBe(409);
        const back = await customer.scim(
          'PATCH',
          `/Users/${id}`,
          patchOf(replacing('active', true)),
        );
        expect(back.body).toMatchObject({ active: true, displayName: 'By hand' });
      },
    );

    it('with SCIM off a SCIM user can be deleted by hand, and is shown with deletedAt', async () => {
      const { id } = await provision();
      await customer.set({ scimEnabled: false });

      expect((await customer.app('DELETE', `/users/${id}`)).status).toBe(204);

      const { body: known } = await customer.app('GET', `/users/${id}`);
      expect(known).toMatchObject({ active: false, deletedAt: expect.any(String) });
      expect((await edit(id, { active: true })).body.detail).toMatch(/^this user was deleted/);
    });
  });

  it('a DELETE over SCIM: admins still see the user deactivated, with deletedAt', async () => {
    const { id } = await provision();
    await customer.scim('DELETE', `/Users/${id}`);

    const { users } = (await customer.app('GET', '/users')).body;

    expect(users).toMatchObject([{ id, active: false, deletedAt: expect.any(String) }]);
  });

  it('If-Match makes an edit and a delete conditional: 412', async () => {
    const { id } = await invite();
    await edit(id, { displayName: 'X' }, 'W/"1"');

    const stale = await edit(id, { displayName: 'Y' }, 'W/"1"');
    const deleted = await customer.app('DELETE', `/users/${id}`, undefined, 'W/"1"');

    expect([stale.status, deleted.status]).toEqual([412, 412]);
    expect(stale.body).toMatchObject({ type: 'urn:rollcall:problem:precondition-failed' });
  });

  it('a field that there is not, or of a wrong type, is 400 and named', async () => {
    const { id } = await invite();

    expect((await edit(id, { userNaam: 'x' })).status).toBe(400);
    expect((await edit(id, { active: 'no' })).body.errors).toMatchObject([{ pointer: '/active' }]);
    expect((await edit(id, { role: 'Emperor' })).body.errors).toMatchObject([{ pointer: '/role' }]);
    expect((await edit(id, { appFields: { x: 1 } })).body.errors).toMatchObject([
      { pointer: '/appFields' },
    ]);
  });

  it('an invitation without an address is 400', async () => {
    expect((await customer.app('POST', '/users', {})).status).toBe(400);
  });

  it.each(['ada', 'ada@', '@acme.example', 'a da@acme.example', 'a@b@c'])(
    'an address that cannot be one is 400 and named, in an invitation and in an edit: %s',
    async (email) => {
      const { id } = await invite();
      const refused = [
        await customer.app('POST', '/users', { email }),
        await customer.app('POST', '/users', { email, userName: 'ada.l' }),
        await edit(id, { email }),
      ];

      for (const { status, body: problem } of refused) {
        expect(status).toBe(400);
        expect(problem).toMatchObject({
          detail: 'email must be an e-mail address, such as ada@example.com',
          errors: [{ pointer: '/email' }],
        });
      }
      expect((await customer.app('GET', `/users/${id}`)).body).toMatchObject({ version: 1 });
    },
  );

  it('an address that an identity provider has sent may stay in an edit, whatever it is', async () => {
    const { id } = await provision({ emails: [{ value: 'no address' }] });

    const { status } = await edit(id, { email: 'no address' });

    expect(status).toBe(200);
  });

  it('a list is narrowed, paged by a cursor, and takes no cursor of another list or workspace', async () => {
    await provision();
    await invite({ email: 'grace@acme.example', active: false });

    const narrowed = async (query: string) =>
      list((await customer.app('GET', `/users?${query}`)).body.users).map(({ email }) => email);
    const first = (await customer.app('GET', '/users?limit=1')).body;
    const second = (await customer.app('GET', `/users?limit=1&cursor=${first.nextCursor}`)).body;
    const other = await newCustomer(deployment, profile);

    expect(await narrowed('active=false')).toEqual(['grace@acme.example']);
    expect(await narrowed('provisionedBy=scim')).toEqual([ADA]);
    expect(await narrowed(`email=${ADA.toUpperCase()}`)).toEqual([ADA]);
    expect(await narrowed('email=grace@acme.example&provisionedBy=scim')).toEqual([]);
    expect([...list(first.users), ...list(second.users)].map(({ email }) => email)).toEqual([
      ADA,
      'grace@acme.example',
    ]);
    for (const [who, query] of [
      [customer, `cursor=${first.nextCursor}&active=true`],
      [other, `cursor=${first.nextCursor}&limit=1`],
      [customer, 'cursor=x'],
      [customer, 'limit=0'],
      [customer, 'active=maybe'],
    ] as const) {
      expect((await who.app('GET', `/users?${query}`)).status).toBe(400);
    }
  });

  it('a person is found across workspaces by admins of the platform', async () => {
    const email = `${customer.workspaceId}@acme.example`;
    const other = await newCustomer(deployment, profile);
    await invite({ email });
    await other.scim('POST', '/Users', body({ emails: [{ value: email.toUpperCase() }] }));

    const { body: found } = await deployment.admin('GET', `/users?email=${email}`);

    const { users } = JSON.parse(String(found));
    expect(
      list(users)
        .map(({ workspaceId }) => workspaceId)
        .sort(),
    ).toEqual([customer.workspaceId, other.workspaceId].sort());
  });

  it('no SCIM request reads, writes or clears what belongs to the app', async () => {
    const created = await provision({
      provisionedBy: 'manual',
      appFields: { teams: ['x'] },
      workspaceId: 'other',
      roleSource: 'app',
      pk: 'WORKSPACE#other',
      meta: { version: 'W/"9"' },
    });

    const stored = (await customer.app('GET', `/users/${created.id}`)).body;

    expect(stored).toMatchObject({ provisionedBy: 'scim', appFields: {}, version: 1 });
    expect(JSON.stringify(created)).not.toMatch(/appFields|provisionedBy|workspaceId|pk/);
  });

  it('leaves the table whole', async () => {
    expect(await brokenInvariants(deployment.table())).toEqual([]);
  });
});

it('adoption keeps the part of a name that SCIM does not send', async () => {
  const { app, scim } = await newCustomer(deployment, 'standard', { onManualConflict: 'adopt' });
  const invitation = { email: ADA, givenName: 'Augusta', familyName: 'Byron' };
  const { id } = (await app('POST', '/users', invitation)).body;

  const { body: adopted } = await scim('POST', '/Users', body({ name: { givenName: 'Ada' } }));

  expect(adopted).toMatchObject({ id, name: { givenName: 'Ada', familyName: 'Byron' } });
});
