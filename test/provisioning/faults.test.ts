/** A fault at every call to the database, of every kind (HARD-CASES C8), and lost answers (C3). */

import { describe, expect, it } from '@jest/globals';
import { TryAgain } from '#directory/try-again.ts';
import { ScimError } from '#scim/scim-error.ts';
import { useEmulator } from '#test/support/emulator.ts';
import {
  atCall,
  atRandom,
  everyNth,
  from,
  noFaults,
  type Plan,
  seededRandom,
} from '#test/support/faulty-client.ts';
import { breachesIn } from '#test/support/invariants.ts';
import { aBody, bodyOf, clientOf, idOf, replacing } from '#test/support/scim-client.ts';
import { storesOver, useStores } from '#test/support/stores.ts';
import { aContext } from '#test/support/workspaces.ts';
import { kindsOf, runUnder, underEveryFault, wrongWith } from './fault-matrix.ts';
import { OPERATIONS } from './operations.ts';

describe.each(OPERATIONS)('$name', (operation) => {
  const emulator = useEmulator();

  const attempt = async (plan: Plan) => {
    const stores = storesOver(await emulator.newTable());
    const client = clientOf(() => stores.ports);
    const id = await operation.prepare(client);
    const ran = await runUnder(stores, plan, () => operation.run(client, id));
    return { ...ran, kinds: kindsOf(ran.items), broken: breachesIn(ran.items) };
  };

  it('survives one fault at any call: it succeeds, or says to try again, and is whole', async () => {
    const bad = await underEveryFault(
      attempt,
      atCall,
      ({ outcome, broken, isUntouched, kinds }, clean) => {
        if (outcome.status === 'fulfilled' && kinds !== clean.kinds) return 'done by half';
        const isDone = outcome.status === 'rejected' && operation.writes && !isUntouched;
        return isDone ? 'to be tried again, and done' : wrongWith(outcome, broken);
      },
    );

    expect(bad).toEqual([]);
  });

  it('is given up when a fault stays, and leaves all or nothing behind', async () => {
    const bad = await underEveryFault(
      attempt,
      from,
      ({ outcome, broken, isUntouched, kinds }, clean) =>
        isUntouched || kinds === clean.kinds ? wrongWith(outcome, broken) : 'done by half',
    );

    expect(bad).toEqual([]);
  });
});

describe('operations whose every third answer is lost after the commit', () => {
  const stores = useStores();
  const client = clientOf(() => stores.ports);

  it('are answered 201, 200 and 204, make nobody twice, and lose nothing', async () => {
    stores.database.follow(everyNth(3, 'TransactWrite', 'answer lost'));
    const ids: string[] = [];
    const kinds: string[] = [];

    for (let index = 0; index < 30; index += 1) {
      const created = await client.post(aBody(`user${index}`, { externalId: `E${index % 5}` }));
      const id = idOf(created);
      const replaced = await client.put(id, aBody(`renamed${index}`));
      const patched = await client.patch(id, [replacing('title', `title ${index}`)]);
      ids.push(id);
      kinds.push(created.kind, replaced.kind, patched.kind);
    }
    for (const id of ids.slice(0, 10)) kinds.push((await client.delete(id)).kind);

    expect(new Set(kinds)).toEqual(new Set(['created', 'resource', 'deleted']));
    stores.database.follow(noFaults);
    const { totalResults, Resources } = bodyOf(await client.query('count=200'));
    expect(totalResults).toBe(20);
    expect((Resources as { id: string }[]).map(({ id }) => id)).toEqual(ids.slice(10));
  });

  it('both land, where another request comes between a commit and its repetition', async () => {
    const id = idOf(await client.post(aBody('ada')));
    const other = clientOf(() => storesOver(stores.table).ports);
    stores.database.follow(async ({ name, position }) => {
      if (name !== 'TransactWrite') return undefined;
      if (position > 1) await other.patch(id, [replacing('nickName', 'A')]);
      return position === 1 ? 'answer lost' : undefined;
    });

    const result = await client.patch(id, [replacing('title', 'Countess')], { ifMatch: 'W/"1"' });

    expect(result.kind).toBe('resource');
    expect(await client.stored(id)).toMatchObject({
      version: 3,
      resource: { title: 'Countess', nickName: 'A' },
    });
  });
});

describe('operations under faults at random', () => {
  const stores = useStores();
  const client = clientOf(() => stores.ports);

  it.each([1, 2, 3, 4])('come to an answer and leave the table whole, seed %i', async (seed) => {
    const random = seededRandom(seed);
    const pick = <One>(list: readonly One[]) => list[Math.floor(random() * list.length)] as One;
    const ids: string[] = ['01900000-0000-7000-8000-000000000000'];
    const people = ['ada', 'grace', 'hedy', 'mary'];
    const truth = storesOver(stores.table);
    const post = async (userName: string) => {
      const lookUp = { by: 'userName', value: userName } as const;
      const { users } = await truth.users.find(aContext(), lookUp, 1);
      const [result] = await Promise.allSettled([client.post(aBody(userName))]);
      if (result.status === 'fulfilled') ids.push(idOf(result.value));
      else if (users.length > 0 || result.reason instanceof TryAgain) throw result.reason;
      else throw new Error('a conflict with nobody', { cause: result.reason });
    };
    const steps = [
      () => post(pick(people)),
      () => client.put(pick(ids), aBody(pick(people), { externalId: pick(people) })),
      () => client.patch(pick(ids), [replacing('userName', pick(people))]),
      () => client.patch(pick(ids), [replacing('active', random() < 0.5)]),
      () => client.delete(pick(ids)),
      () => client.query(`filter=userName eq "${pick(people)}"`),
    ];
    stores.database.follow(atRandom(seed, 0.3));

    const unknown: unknown[] = [];
    for (let step = 0; step < 150; step += 1) {
      const [outcome] = await Promise.allSettled([pick(steps)()]);
      if (outcome.status === 'fulfilled') continue;
      const { reason } = outcome;
      if (!(reason instanceof TryAgain || reason instanceof ScimError)) unknown.push(reason);
    }

    expect(unknown).toEqual([]);
    expect(ids.length).toBeGreaterThan(3);
  });
});
