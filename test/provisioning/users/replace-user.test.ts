import { describe, expect, it } from '@jest/globals';
import { readAll, readRecords } from '#test/support/invariants.ts';
import { aBody, bodyOf, clientOf, contextOf, idOf } from '#test/support/scim-client.ts';
import { useStores } from '#test/support/stores.ts';

describe('PUT /Users/{id}, RFC 7644 §3.5.1', () => {
  const stores = useStores();
  const client = clientOf(() => stores.ports);
  const modjo = clientOf(
    () => stores.ports,
    () => contextOf('modjo'),
  );

  it('clears what the body leaves out', async () => {
    const id = idOf(await client.post(aBody('ada', { title: 'Countess', externalId: 'E' })));

    const result = await client.put(id, aBody('ada'));

    expect(bodyOf(result)).not.toHaveProperty('title');
    expect(bodyOf(result)).not.toHaveProperty('externalId');
    expect(result).toMatchObject({ kind: 'resource', version: 'W/"2"' });
  });

  it('costs one read and one transaction', async () => {
    const id = idOf(await client.post(aBody('ada')));
    stores.database.follow(() => undefined);

    await client.put(id, aBody('ada', { title: 'x' }));

    expect(stores.database.sent.map(({ name }) => name)).toEqual(['Get', 'TransactWrite']);
  });

  it.each([true, false])('keeps active as it is, %s, where the body has none', async (active) => {
    const id = idOf(await client.post(aBody('ada', { active })));

    const result = await client.put(id, aBody('ada', { title: 'x' }));

    expect(bodyOf(result).active).toBe(active);
  });

  it('keeps what the app owns, the groups, and how the user came in', async () => {
    const id = idOf(await client.post(aBody('ada')));
    const before = await client.stored(id);

    await client.put(id, aBody('ada', { title: 'x', appFields: {}, groups: [] }));

    const after = await client.stored(id);
    expect(after).toMatchObject({
      appFields: before?.appFields,
      groupIds: before?.groupIds,
      provisionedBy: 'scim',
      createdAt: before?.createdAt,
    });
  });

  it('leaves version, time and log alone where it changes nothing', async () => {
    const id = idOf(await client.post(aBody('ada')));
    const { name = null, ...body } = aBody('ada');
    const before = await readAll(stores.table);
    stores.clock.advance(1000);

    const result = await client.put(id, { ...body, name, active: true });

    expect(result).toMatchObject({ version: 'W/"1"' });
    expect(await readAll(stores.table)).toEqual(before);
  });

  it('notes what it ignored even where it changes nothing, without an event', async () => {
    const id = idOf(await client.post(aBody('ada')));

    await client.put(id, aBody('ada', { shoeSize: 'canary' }));

    const record = (await readRecords(stores.table)).find(({ version }) => version === undefined);
    expect(record).toMatchObject({ ignored: ['shoeSize'], changed: [], events: [] });
    expect(JSON.stringify(record)).not.toContain('canary');
  });

  it('renames, and frees the old name', async () => {
    const id = idOf(await client.post(aBody('ada')));

    await client.put(id, aBody('lovelace'));

    const again = await client.post(aBody('ada'));
    expect(again.kind).toBe('created');
  });

  it('answers 409 for the userName of another user, and changes nothing', async () => {
    const id = idOf(await client.post(aBody('ada')));
    await client.post(aBody('grace'));

    const putting = client.put(id, aBody('GRACE', { title: 'x' }));

    await expect(putting).rejects.toMatchObject({ status: 409, scimType: 'uniqueness' });
    expect((await client.stored(id))?.version).toBe(1);
  });

  it.each(['modernloop', 'modjo'] as const)(
    'answers 409 for %s where another user has the e-mail and the user stays active',
    async (profile) => {
      const product = clientOf(
        () => stores.ports,
        () => contextOf(profile),
      );
      const id = idOf(await product.post(aBody('ada')));
      await product.post(aBody('grace'));

      const putting = product.put(id, aBody('ada', { emails: [{ value: 'grace@x.example' }] }));

      const refusal = { status: 409, scimType: 'uniqueness', attributes: ['emails'] };
      await expect(putting).rejects.toMatchObject(refusal);
      expect((await product.stored(id))?.version).toBe(1);
    },
  );

  it('answers 404 for nobody, and for a user that is deleted', async () => {
    const id = idOf(await client.post(aBody('ada')));
    await client.delete(id);

    await expect(client.put(id, aBody('ada'))).rejects.toMatchObject({ status: 404 });
    await expect(client.put('x', aBody('ada'))).rejects.toMatchObject({ status: 404 });
  });

  it('refuses a body without userName, though it deactivates', async () => {
    const id = idOf(await client.post(aBody('ada')));

    const putting = client.put(id, { active: false });

    await expect(putting).rejects.toMatchObject({ status: 400, scimType: 'invalidValue' });
    expect((await client.stored(id))?.active).toBe(true);
  });

  it('asks for all that the profile requires', async () => {
    const id = idOf(await modjo.post(aBody('ada')));

    const putting = modjo.put(id, aBody('ada', { name: { givenName: 'Ada' } }));

    const refusal = { status: 400, attributes: ['name.familyName'] };
    await expect(putting).rejects.toMatchObject(refusal);
  });

  it('records one User Deprovisioned where active goes from true to false', async () => {
    const id = idOf(await client.post(aBody('ada')));

    await client.put(id, aBody('ada', { active: 'False', title: 'x' }));
    await client.put(id, aBody('ada', { active: false, title: 'y' }));

    const events = (await readRecords(stores.table)).flatMap((record) => record.events);
    const deprovisioned = events.filter(({ type }) => type === 'User Deprovisioned');
    expect(deprovisioned).toHaveLength(1);
    expect(deprovisioned[0]?.data).toMatchObject({ userId: id, active: false });
  });
});
