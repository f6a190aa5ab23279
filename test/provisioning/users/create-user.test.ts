import { describe, expect, it } from '@jest/globals';
import { createUser } from '#provisioning/users/create-user.ts';
import { readAll, readRecords } from '#test/support/invariants.ts';
import { aBody, bodyOf, clientOf, contextOf, idOf } from '#test/support/scim-client.ts';
import { useStores } from '#test/support/stores.ts';
import { aRequest, BASE_URL } from '#test/support/user-ports.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

describe('POST /Users, RFC 7644 §3.3', () => {
  const stores = useStores();
  const client = clientOf(() => stores.ports);

  it('answers 201 with the user, its location and its version', async () => {
    const result = await client.post(aBody('Ada'));

    const id = idOf(result);
    const at = new Date(stores.clock.now()).toISOString();
    expect(result).toEqual({
      kind: 'created',
      location: `${BASE_URL}/Users/${id}`,
      version: 'W/"1"',
      body: {
        ...aBody('Ada'),
        id,
        active: true,
        meta: {
          resourceType: 'User',
          created: at,
          lastModified: at,
          location: `${BASE_URL}/Users/${id}`,
          version: 'W/"1"',
        },
      },
    });
  });

  it('costs one transaction and no read', async () => {
    await client.post(aBody('ada'));

    expect(stores.database.sent.map(({ name }) => name)).toEqual(['TransactWrite']);
  });

  it.each(['1', '0', 'admin', '01900000-0000-7000-8000-000000000001'])(
    'gives an id of its own, whatever id and externalId are sent: %s',
    async (chosen) => {
      const result = await client.post(aBody('ada', { id: chosen, externalId: chosen }));

      expect(idOf(result)).not.toBe(chosen);
      expect(bodyOf(result).externalId).toBe(chosen);
      await expect(client.get(chosen)).rejects.toMatchObject({ status: 404 });
    },
  );

  it('stores nothing of a password, groups, meta and unknown attributes', async () => {
    const canary = 'canary-7f3a';
    const body = aBody('ada', {
      password: canary,
      groups: [{ value: canary }],
      meta: { version: canary },
      isAdmin: canary,
      roles: [],
      'urn:x:unknown': { secret: canary },
      workspaceId: canary,
    });

    const result = await client.post(body);

    expect(JSON.stringify(result)).not.toContain(canary);
    expect(JSON.stringify(await readAll(stores.table))).not.toContain(canary);
  });

  it.each([
    ['absent', {}, true],
    ['null', { active: null }, true],
    ['""', { active: '' }, true],
    ['false', { active: false }, false],
    ['"False"', { active: 'False' }, false],
  ])('makes a user whose active is %s', async (_, parts, active) => {
    const result = await client.post(aBody('ada', parts));

    expect(bodyOf(result).active).toBe(active);
    expect((await client.stored(idOf(result)))?.active).toBe(active);
  });

  it.each([
    ['no object', [], 'invalidSyntax'],
    ['without userName', { userName: '' }, 'invalidValue'],
    ['with a userName of 321 characters', { userName: 'x'.repeat(321) }, 'invalidValue'],
    [
      'with 21 e-mails',
      {
        userName: 'ada',
        emails: Array.from({ length: 21 }, (_, index) => ({ value: `${index}@x.example` })),
      },
      'invalidValue',
    ],
    ['of more than 100 KB', { userName: 'ada', title: 'x'.repeat(102_400) }, 'invalidValue'],
  ])('refuses a body %s with 400, and sends nothing', async (_, body, scimType) => {
    const posting = createUser(stores.ports, aContext(), aRequest({ body }));

    await expect(posting).rejects.toMatchObject({ status: 400, scimType });
    expect(stores.database.sent).toEqual([]);
  });

  it.each([
    ['modernloop', 'name.givenName', { name: { familyName: 'x' } }],
    ['modernloop', 'emails', { emails: [] }],
    ['modjo', 'name.familyName', { name: { givenName: 'x' } }],
    ['modjo', 'emails', { emails: [] }],
    ['modjo', 'timezone', { timezone: 'Mars/Olympus' }],
  ] as const)('refuses for %s what lacks a good %s', async (profile, path, parts) => {
    const request = aRequest({ body: aBody('ada', parts) });

    const posting = createUser(stores.ports, contextOf(profile), request);

    const refusal = { status: 400, scimType: 'invalidValue', attributes: [path] };
    await expect(posting).rejects.toMatchObject(refusal);
  });

  it('answers 409 for the userName of another user, though that one is inactive', async () => {
    await client.post(aBody('ada', { active: false }));

    const posting = client.post(aBody('ADA', { emails: [] }));

    const refusal = { status: 409, scimType: 'uniqueness', attributes: ['userName'] };
    await expect(posting).rejects.toMatchObject(refusal);
  });

  it.each(['modernloop', 'modjo'] as const)(
    'answers 409 for %s where another user has the e-mail',
    async (profile) => {
      const product = clientOf(
        () => stores.ports,
        () => contextOf(profile),
      );
      await product.post(aBody('ada', { emails: [{ value: 'a@x.example' }] }));

      const posting = product.post(aBody('grace', { emails: [{ value: 'A@X.example' }] }));

      const refusal = { status: 409, scimType: 'uniqueness', attributes: ['emails'] };
      await expect(posting).rejects.toMatchObject(refusal);
    },
  );

  it('says nothing of users of other workspaces: the same user is created there', async () => {
    const there = clientOf(
      () => stores.ports,
      () => aContext({ workspace: aWorkspace({ id: 'acme-2' }) }),
    );
    const here = await client.post(aBody('ada', { externalId: 'E' }));

    const result = await there.post(aBody('ada', { externalId: 'E' }));

    expect(result.kind).toBe('created');
    expect(idOf(result)).not.toBe(idOf(here));
  });

  it('returns what attributes asks for, and id and schemas', async () => {
    const request = aRequest({ body: aBody('ada'), queryString: 'attributes=userName' });

    const result = await createUser(stores.ports, aContext(), request);

    expect(Object.keys(bodyOf(result)).sort()).toEqual(['id', 'schemas', 'userName']);
  });

  it('records the names of what was set and ignored, and no values but in the event', async () => {
    const result = await client.post(
      aBody('ada-canary', { title: 'title-canary', shoeSize: 'shoe-canary' }),
    );

    const [record, ...others] = await readRecords(stores.table);
    const { events, ...rest } = record ?? { events: [] };
    expect(others).toEqual([]);
    expect(rest).toMatchObject({
      operation: 'create',
      resource: { type: 'User', id: idOf(result) },
      result: { status: 201 },
      changed: ['userName', 'name', 'title', 'active', 'emails'],
      ignored: ['shoeSize'],
      version: 1,
    });
    expect(JSON.stringify(rest)).not.toContain('canary');
    expect(events.map(({ type }) => type)).toEqual(['User Provisioned']);
    expect(JSON.stringify(events)).not.toMatch(/title-canary|shoe-canary/);
  });

  it('gives one of many who post a userName at once 201, and the others 409', async () => {
    const names = Array.from({ length: 40 }, (_, index) => (index % 2 ? 'Ada' : 'aDA'));

    const results = await Promise.allSettled(names.map((name) => client.post(aBody(name))));

    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(39);
    for (const { reason } of refused) expect(reason).toMatchObject({ status: 409 });
  });
});
