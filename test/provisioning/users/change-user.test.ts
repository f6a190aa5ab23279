import { describe, expect, it } from '@jest/globals';
import { SYSTEM } from '#compose/adapters.ts';
import { meanwhile, noFaults } from '#test/support/faulty-client.ts';
import { readRecords } from '#test/support/invariants.ts';
import { aBody, bodyOf, clientOf, contextOf, idOf, replacing } from '#test/support/scim-client.ts';
import { storesOver, useStores } from '#test/support/stores.ts';
import { userPortsOver } from '#test/support/user-ports.ts';
import { aContext } from '#test/support/workspaces.ts';

const stores = useStores();
const client = clientOf(() => stores.ports);
/** Past the client that fails. */
const other = clientOf(() => storesOver(stores.table).ports);

/** Just before the write of the next request. */
const beforeTheWrite = (act: () => Promise<unknown>) =>
  stores.database.follow(meanwhile('TransactWrite', act));

describe('a change that meets another', () => {
  it('is applied to what the other has left', async () => {
    const id = idOf(await client.post(aBody('ada')));
    beforeTheWrite(() => other.patch(id, [replacing('title', 'Countess')]));

    const result = await client.patch(id, [replacing('nickName', 'A')]);

    expect(result).toMatchObject({ version: 'W/"3"' });
    expect(bodyOf(result)).toMatchObject({ title: 'Countess', nickName: 'A' });
  });

  it('lands, as do all of many, each with one record', async () => {
    const id = idOf(await client.post(aBody('ada')));
    const numbers = Array.from({ length: 20 }, (_, index) => `${index}`);
    const patient = clientOf(() => userPortsOver(stores.table, SYSTEM)); // Really waits.

    await Promise.all(
      numbers.map((value) =>
        patient.patch(id, [{ op: 'add', path: 'phoneNumbers', value: { value } }]),
      ),
    );

    const { phoneNumbers } = bodyOf(await client.get(id)) as { phoneNumbers: { value: string }[] };
    const inOrder = phoneNumbers.map(({ value }) => Number(value)).sort((a, b) => a - b);
    expect(inOrder).toEqual(numbers.map(Number));
    expect(await readRecords(stores.table)).toHaveLength(21);
  });

  it('is refused with 412 where it was for another version', async () => {
    const id = idOf(await client.post(aBody('ada')));
    beforeTheWrite(() => other.patch(id, [replacing('title', 'Countess')]));

    const patching = client.patch(id, [replacing('nickName', 'A')], { ifMatch: 'W/"1"' });

    await expect(patching).rejects.toMatchObject({ status: 412 });
    expect((await client.stored(id))?.resource.nickName).toBeUndefined();
  });

  it('lands once of many that ask for the same version, and the others are 412', async () => {
    const id = idOf(await client.post(aBody('ada')));
    const titles = Array.from({ length: 20 }, (_, index) => `title ${index}`);

    const results = await Promise.allSettled(
      titles.map((title) => client.patch(id, [replacing('title', title)], { ifMatch: 'W/"1"' })),
    );

    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(19);
    for (const { reason } of refused) expect(reason).toMatchObject({ status: 412 });
    expect((await client.stored(id))?.version).toBe(2);
  });

  it('goes through with If-Match: *, whatever version is there', async () => {
    const id = idOf(await client.post(aBody('ada')));
    beforeTheWrite(() => other.patch(id, [replacing('title', 'Countess')]));

    const result = await client.patch(id, [replacing('nickName', 'A')], { ifMatch: '*' });

    expect(result).toMatchObject({ version: 'W/"3"' });
  });

  it('is refused with 404 where the user is deleted meanwhile', async () => {
    const id = idOf(await client.post(aBody('ada')));
    beforeTheWrite(() => other.delete(id));

    await expect(client.patch(id, [replacing('title', 'x')])).rejects.toMatchObject({
      status: 404,
    });
  });

  it('deletes what the other has left', async () => {
    const id = idOf(await client.post(aBody('ada')));
    beforeTheWrite(() => other.patch(id, [replacing('userName', 'lovelace')]));

    const result = await client.delete(id);

    expect(result).toEqual({ kind: 'deleted' });
    expect(await client.stored(id)).toBeUndefined();
  });

  it('does not delete a version that it was not for', async () => {
    const id = idOf(await client.post(aBody('ada')));
    beforeTheWrite(() => other.patch(id, [replacing('title', 'x')]));

    await expect(client.delete(id, { ifMatch: 'W/"1"' })).rejects.toMatchObject({ status: 412 });
    expect(await client.stored(id)).toBeDefined();
  });

  it('comes to nothing where the other has made the same change', async () => {
    const id = idOf(await client.post(aBody('ada')));
    beforeTheWrite(() => other.patch(id, [replacing('active', false)]));

    const result = await client.patch(id, [replacing('active', false)]);

    const events = (await readRecords(stores.table)).flatMap((record) => record.events);
    expect(result).toMatchObject({ version: 'W/"2"' });
    expect(events.filter(({ type }) => type === 'User Deprovisioned')).toHaveLength(1);
  });

  it('is given up when it is overtaken again and again until the deadline', async () => {
    const id = idOf(await client.post(aBody('ada')));
    const start = stores.clock.now();
    let count = 0;
    stores.database.follow(async ({ name }) => {
      count += 1;
      if (name === 'TransactWrite') await other.patch(id, [replacing('title', `title ${count}`)]);
      return undefined;
    });
    const hurried = clientOf(
      () => stores.ports,
      () => aContext({ deadline: start + 2000 }),
    );

    const patching = hurried.patch(id, [replacing('nickName', 'A')]);

    await expect(patching).rejects.toMatchObject({ name: 'TryAgain', reason: 'unavailable' });
    expect(stores.clock.now()).toBeLessThanOrEqual(start + 2000);
    stores.database.follow(noFaults);
  });
});

describe('two users', () => {
  it('never share a name, though each renames to that of the other at once', async () => {
    const [ada, grace] = [
      idOf(await client.post(aBody('ada'))),
      idOf(await client.post(aBody('grace'))),
    ];

    for (let round = 0; round < 10; round += 1) {
      const names = round % 2 === 0 ? ['grace', 'ada', 'x'] : ['x', 'grace', 'ada'];
      await Promise.allSettled([
        client.patch(ada, [replacing('userName', names[0] ?? '')]),
        client.patch(grace, [replacing('userName', names[1] ?? '')]),
        client.patch(ada, [replacing('userName', names[2] ?? '')]),
      ]);
    }

    const shown = [await client.stored(ada), await client.stored(grace)];
    expect(shown[0]?.keys.userName).not.toBe(shown[1]?.keys.userName);
  });
});

describe('a change that does not touch the userName', () => {
  it('lands, though the name it was read with has gone to another user in a conflict', async () => {
    const ada = idOf(await client.post(aBody('ada')));
    const takeName = async () => {
      await other.patch(ada, [replacing('userName', 'lovelace')]);
      await other.post(aBody('ada', { emails: [] }));
    };
    stores.database.follow(
      meanwhile('TransactWrite', takeName, ({ name, position }) =>
        name === 'TransactWrite' && position === 1 ? 'TransactionConflict' : undefined,
      ),
    );

    const result = await client.patch(ada, [replacing('title', 'Countess')]);

    expect(bodyOf(result)).toMatchObject({ userName: 'lovelace', title: 'Countess' });
  });
});

describe('an edit under another profile', () => {
  it('makes the e-mail unique from then on', async () => {
    const id = idOf(await client.post(aBody('ada')));
    const modernloop = clientOf(
      () => stores.ports,
      () => contextOf('modernloop'),
    );

    await modernloop.patch(id, [replacing('title', 'x')]);

    const posting = modernloop.post(aBody('b', { emails: [{ value: 'ada@x.example' }] }));
    await expect(posting).rejects.toMatchObject({ status: 409, attributes: ['emails'] });
  });
});
