/**
 * Groups under faults at random, against a model: what was answered holds, what was not answered has
 * happened whole or not at all, and when the work is done users and buckets agree.
 */

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TryAgain } from '#directory/try-again.ts';
import { deleteUser } from '#provisioning/users/delete-user.ts';
import { useEmulator } from '#test/support/emulator.ts';
import { atRandom, noFaults } from '#test/support/faulty-client.ts';
import { groupClientOf, membersOf, someUsers } from '#test/support/group-client.ts';
import { finishWork, unfinishedWork, workOnce } from '#test/support/group-work.ts';
import { brokenInvariants } from '#test/support/invariants.ts';
import { idOf } from '#test/support/scim-client.ts';
import { type Stores, storesOver } from '#test/support/stores.ts';
import { aRequest } from '#test/support/user-ports.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const USERS = 24;
const RUNS = Number(process.env.FUZZ_RUNS ?? 0) > 0 ? 60 : 6;

type Step =
  | { readonly kind: 'add' | 'remove' | 'replace'; readonly users: readonly number[] }
  | { readonly kind: 'deleteUser'; readonly user: number }
  | { readonly kind: 'work' | 'delete' | 'rename' };

const some = fc.uniqueArray(fc.nat(USERS - 1), { maxLength: USERS });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('add', 'remove', 'replace'), users: some }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('deleteUser'), user: fc.nat(USERS - 1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('work', 'rename') }) },
) as fc.Arbitrary<Step>;

/** What should be, as far as answers tell. */
interface Model {
  members: ReadonlySet<string>;
  readonly deleted: Set<string>;
}

describe('groups under faults', () => {
  const emulator = useEmulator();

  it('end in the truth, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 25 }),
        fc.integer({ min: 1, max: 2 ** 31 }),
        async (steps, seed) => {
          const stores = storesOver(await emulator.newTable());
          await play(stores, steps, seed);
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 600_000);
});

async function play(stores: Stores, steps: readonly Step[], seed: number): Promise<void> {
  const context = () => aContext({ deadline: stores.clock.now() + 20_000 });
  const client = groupClientOf(() => stores.ports, context);
  const ids = await someUsers(stores.ports, USERS, context());
  const groupId = idOf(await client.post({ displayName: 'Crew' }));
  const model: Model = { members: new Set(), deleted: new Set() };

  for (const [index, one] of steps.entries()) {
    stores.database.follow(atRandom(seed + index, 0.1));
    const [outcome] = await Promise.allSettled([run(one)]);
    stores.database.follow(noFaults);
    if (outcome.status === 'rejected' && !(outcome.reason instanceof TryAgain))
      throw outcome.reason;
    await compare(one, outcome.status === 'fulfilled');
  }
  await finishWork(stores);

  expect(await brokenInvariants(stores.table)).toEqual([]);
  const users = await stores.users.getMany(context(), ids);
  const having = users.filter((user) => user.groupIds.has(groupId)).map(({ id }) => id);
  expect(having.sort()).toEqual(await client.membersOf(groupId));
  expect(await stores.ports.pending.isAnyPending(context())).toBe(false);

  async function run(one: Step): Promise<unknown> {
    switch (one.kind) {
      case 'add':
      case 'remove':
      case 'replace': {
        const value = membersOf(one.users.map((user) => String(ids[user])));
        return client.patch(groupId, [{ op: one.kind, path: 'members', value }]);
      }
      case 'deleteUser': {
        const id = String(ids[one.user]);
        if (model.deleted.has(id)) return undefined;
        return deleteUser(stores.ports, context(), aRequest({ id }));
      }
      case 'rename':
        return client.patch(groupId, [{ op: 'replace', path: 'displayName', value: `C${seed}` }]);
      default: {
        for (const record of await unfinishedWork(stores)) {
          await workOnce(stores, aWorkspace(), record);
        }
        return undefined;
      }
    }
  }

  /** Users who are deleted may linger in a bucket until the projection comes by. */
  async function compare(one: Step, isAnswered: boolean): Promise<void> {
    if (one.kind === 'deleteUser') {
      const id = String(ids[one.user]);
      const isGone = (await stores.users.get(context(), id)) === undefined;
      if (isAnswered) expect(isGone).toBe(true);
      if (isGone) model.deleted.add(id);
    }
    const living = (members: Iterable<string>) =>
      [...members].filter((id) => !model.deleted.has(id)).sort();
    const found = living(await client.membersOf(groupId));
    const [before, after] = [living(model.members), living(membersAfter(one))];
    if (isAnswered) expect(found).toEqual(after);
    else expect([before, after]).toContainEqual(found);
    model.members = new Set(found);
  }

  function membersAfter(one: Step): ReadonlySet<string> {
    if (!('users' in one)) return model.members;
    const named = one.users.map((user) => String(ids[user])).filter((id) => !model.deleted.has(id));
    if (one.kind === 'replace') return new Set(named);
    if (one.kind === 'add') return new Set([...model.members, ...named]);
    return new Set([...model.members].filter((id) => !named.includes(id)));
  }
}
