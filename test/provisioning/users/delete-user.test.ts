import { describe, expect, it } from '@jest/globals';
import { readRecords } from '#test/support/invariants.ts';
import { aBody, clientOf, idOf, replacing } from '#test/support/scim-client.ts';
import { useStores } from '#test/support/stores.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

describe('DELETE /Users/{id}, RFC 7644 §3.6', () => {
  const stores = useStores();
  const client = clientOf(() => stores.ports);

  it('answers 204, and 404 from then on', async () => {
    const id = idOf(await client.post(aBody('ada')));

    const result = await client.delete(id);

    expect(result).toEqual({ kind: 'deleted' });
    await expect(client.get(id)).rejects.toMatchObject({ status: 404 });
    await expect(client.delete(id)).rejects.toMatchObject({ status: 404 });
  });

  it('costs one read and one transaction', async () => {
    const id = idOf(await client.post(aBody('ada')));
    stores.database.follow(() => undefined);

    await client.delete(id);

    expect(stores.database.sent.map(({ name }) => name)).toEqual(['Get', 'TransactWrite']);
  });

  it('frees the userName for a new user with a new id', async () => {
    const id = idOf(await client.post(aBody('ada')));
    await client.delete(id);

    const again = await client.post(aBody('ada'));

    expect(idOf(again)).not.toBe(id);
  });

  it.each([
    [true, ['User Provisioned', 'User Deprovisioned', 'User Deleted']],
    [false, ['User Provisioned', 'User Deleted']],
  ])('of a user whose active is %s has as events %j', async (active, types) => {
    const id = idOf(await client.post(aBody('ada', { active })));

    await client.delete(id);

    const events = (await readRecords(stores.table)).flatMap((record) => record.events);
    expect(events.map(({ type }) => type)).toEqual(types);
  });

  it('does not deprovision again who was deactivated before', async () => {
    const id = idOf(await client.post(aBody('ada')));
    await client.patch(id, [replacing('active', false)]);

    await client.delete(id);

    const events = (await readRecords(stores.table)).flatMap((record) => record.events);
    expect(events.filter(({ type }) => type === 'User Deprovisioned')).toHaveLength(1);
  });

  it('answers 412 where If-Match names another version, and deletes nobody', async () => {
    const id = idOf(await client.post(aBody('ada')));

    const deleting = client.delete(id, { ifMatch: 'W/"2"' });

    await expect(deleting).rejects.toMatchObject({ status: 412 });
    expect(await client.stored(id)).toBeDefined();
  });

  it('answers 404 for a user of another workspace, and deletes nobody', async () => {
    const there = clientOf(
      () => stores.ports,
      () => aContext({ workspace: aWorkspace({ id: 'acme-2' }) }),
    );
    const id = idOf(await there.post(aBody('ada')));

    await expect(client.delete(id)).rejects.toMatchObject({ status: 404 });
    expect(await there.stored(id)).toBeDefined();
  });

  it('answers one of many at once with 204, and the others with 404', async () => {
    const id = idOf(await client.post(aBody('ada')));

    const results = await Promise.allSettled(Array.from({ length: 10 }, () => client.delete(id)));

    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(9);
    for (const { reason } of refused) expect(reason).toMatchObject({ status: 404 });
  });
});
