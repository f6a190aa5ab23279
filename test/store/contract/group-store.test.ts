import { describe, expect, it } from '@jest/globals';
import { groupRecords } from '#activity/group-record.ts';
import { SYSTEM } from '#compose/adapters.ts';
import type { Group } from '#directory/group.ts';
import type { GroupChange } from '#directory/group-ports.ts';
import { type Bucket, bucketOf, changeBuckets } from '#directory/membership.ts';
import type { User } from '#directory/user.ts';
import { decideGroup } from '#mapping/decide-group.ts';
import { EMULATORS } from '#test/support/emulators.ts';
import { readAll } from '#test/support/invariants.ts';
import { useStores } from '#test/support/stores.ts';
import { aRecord, aUser } from '#test/support/users.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const AT = '2026-01-01T00:00:00.000Z';

function aGroup(displayName: string, externalId?: string): Group {
  const resource = { displayName, ...(externalId !== undefined && { externalId }) };
  const times = { createdAt: AT, updatedAt: AT };
  return { id: SYSTEM.newId(), version: 1, ...times, ...decideGroup('create', resource) };
}

function renamed(before: Group, displayName: string): Group {
  const decision = decideGroup('patch', { ...before.resource, displayName });
  return { ...before, ...decision, version: before.version + 1 };
}

/** Users who become members, or cease to be. */
interface Members {
  readonly buckets?: readonly Bucket[];
  readonly added?: readonly User[];
  readonly removed?: readonly User[];
}

describe.each(EMULATORS)('groups, on $name', (command) => {
  const stores = useStores(command);

  const someUser = async (): Promise<User> => {
    const user = aUser({ resource: { userName: SYSTEM.newId() } });
    await stores.users.create(aContext(), user, aRecord(aContext(), { after: user }));
    return user;
  };
  /** What a request for a group comes to. */
  const changeOf = (
    before: Group | undefined,
    after: Group | undefined,
    { buckets = [], added = [], removed = [] }: Members = {},
  ): GroupChange => {
    const groupId = String((after ?? before)?.id);
    const ids = (users: readonly User[]) => users.map(({ id }) => id);
    const membership = { added: ids(added), removed: ids(removed) };
    const touched = [...membership.added, ...membership.removed].map((id) => ({
      ...{ number: bucketOf(id), version: 0, memberIds: new Set<string>() },
    }));
    const known = buckets.length > 0 ? buckets : touched;
    const told = (list: readonly string[]) => list.map((userId) => ({ userId, version: 1 }));
    const next = (user: User, groupIds: ReadonlySet<string>) => ({
      before: user,
      after: { ...user, version: user.version + 1, groupIds },
    });
    return {
      writeId: SYSTEM.newId(),
      groupId,
      before,
      after,
      buckets: changeBuckets(known, membership, AT),
      users: [
        ...added.map((user) => next(user, new Set([...user.groupIds, groupId]))),
        ...removed.map((user) => next(user, new Set())),
      ],
      records: groupRecords(SYSTEM, aContext(), {
        operation: before === undefined ? 'create' : after === undefined ? 'delete' : 'patch',
        ...{ before, after, ignored: [], status: 200, projection: 'done' },
        changed: before === after ? [] : ['displayName'],
        ...{ added: told(membership.added), removed: told(membership.removed) },
        ...(after === undefined && { work: { kind: 'removeGroup', groupId } }),
      }),
    };
  };
  const change = (...parts: Parameters<typeof changeOf>) =>
    stores.ports.groups.change(aContext(), changeOf(...parts));

  it('commit group, claim, index entry, counter, bucket, user and record in one transaction', async () => {
    const user = await someUser();
    const group = aGroup('Crew', 'G1');
    stores.database.follow(() => undefined);

    const outcome = await change(undefined, group, { added: [user] });

    expect(outcome).toEqual({ kind: 'done' });
    expect(stores.database.sent.map(({ name }) => name)).toEqual(['TransactWrite']);
    const items = await readAll(stores.table);
    const kinds = items.map(({ pk, sk }) => `${pk.split('#')[0]} ${sk.split('#')[0]}`);
    expect(kinds.filter((kind) => /GROUP/.test(kind)).sort()).toEqual([
      'COUNT GROUP',
      'GROUP BUCKET',
      'WORKSPACE GROUP',
    ]);
    expect(await stores.ports.groups.get(aContext(), group.id)).toEqual(group);
    const stored = await stores.users.get(aContext(), user.id);
    expect(stored).toEqual({ ...user, version: 2, groupIds: new Set([group.id]) });
  });

  it('are refused a displayName that another has, in whatever case', async () => {
    await change(undefined, aGroup('Crew'));

    const outcome = await change(undefined, aGroup('cREW'));

    expect(outcome).toEqual({ kind: 'taken', claim: 'displayName' });
    expect(await stores.ports.groups.count(aContext())).toBe(1);
  });

  it('let exactly one of many have a displayName', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () => change(undefined, aGroup('Crew'))),
    );

    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'taken')).toHaveLength(29);
  });

  it('free the displayName that they had, by a rename and by a deletion', async () => {
    const group = aGroup('Crew');
    const after = renamed(group, 'Staff');
    await change(undefined, group);
    await change(group, after);
    const second = await change(undefined, aGroup('Crew'));
    await change(after, undefined);

    const third = await change(undefined, aGroup('Staff'));

    expect([second, third]).toEqual([{ kind: 'done' }, { kind: 'done' }]);
  });

  it('are found by id, displayName in any case, and externalId as it is', async () => {
    const group = aGroup('Crew', 'G1');
    await change(undefined, group);
    const find = async (by: 'id' | 'displayName' | 'externalId', value: string) =>
      (await stores.ports.groups.find(aContext(), { by, value }, 10)).groups;

    const found = [
      await find('id', group.id),
      await find('displayName', 'crew'),
      await find('externalId', 'G1'),
      await find('externalId', 'g1'),
    ];

    expect(found).toEqual([[group], [group], [group], []]);
  });

  it('are not those of another workspace', async () => {
    const elsewhere = aContext({ workspace: aWorkspace({ id: 'acme-2' }) });
    const group = aGroup('Crew');
    await change(undefined, group);

    expect(await stores.ports.groups.get(elsewhere, group.id)).toBeUndefined();
    expect(await stores.ports.groups.count(elsewhere)).toBe(0);
    expect((await stores.ports.groups.page(elsewhere, { limit: 9, maxBytes: 999 })).groups).toEqual(
      [],
    );
  });

  it.each<[string, (group: Group, user: User) => Promise<unknown>]>([
    [
      'the bucket',
      async (group) => {
        const other = await someUser();
        await change(group, group, {
          added: [other],
          buckets: await stores.ports.groups.allBuckets(aContext(), group.id),
        });
      },
    ],
    [
      'a user',
      async (_, user) => {
        const after = { ...user, version: user.version + 1 };
        await stores.users.replace(
          aContext(),
          user,
          after,
          aRecord(aContext(), { before: user, after }),
        );
      },
    ],
  ])('do not commit where %s has changed since it was read', async (_, meddle) => {
    const user = await someUser();
    const group = aGroup('Crew');
    await change(undefined, group);
    const buckets = await stores.ports.groups.allBuckets(aContext(), group.id);
    const planned = changeOf(group, group, { added: [user], buckets });
    await meddle(group, user);

    const dependent = { ...planned, buckets: everyBucket(buckets) };
    const outcome = await stores.ports.groups.change(aContext(), dependent);

    expect(outcome).toEqual({ kind: 'changed' });
    expect((await stores.users.get(aContext(), user.id))?.groupIds).toEqual(new Set());
  });

  it('are known again by their record where the answer to a commit was lost', async () => {
    const user = await someUser();
    const group = aGroup('Crew');
    const planned = changeOf(undefined, group, { added: [user] });
    await stores.ports.groups.change(aContext(), planned);
    const buckets = await stores.ports.groups.allBuckets(aContext(), group.id);
    const member = await stores.users.get(aContext(), user.id);
    await change(group, group, { removed: [member as User], buckets });

    const repeated = await stores.ports.groups.change(aContext(), {
      ...planned,
      writeId: SYSTEM.newId(),
    });

    expect(repeated).toEqual({ kind: 'done' });
    expect((await stores.users.get(aContext(), user.id))?.groupIds).toEqual(new Set());
  });

  it('keep a record with work unfinished, and say that it is pending until it ends', async () => {
    const group = aGroup('Crew');
    await change(undefined, group);
    const planned = changeOf(group, undefined);
    await stores.ports.groups.change(aContext(), planned);
    const recordId = String(planned.records[0]?.id);
    const item = (await readAll(stores.table)).find(
      ({ pk, sk }) => /^ACT/.test(pk) && sk === recordId,
    );

    const pending = await stores.ports.pending.isPending(aContext(), recordId);
    await stores.ports.pending.end(aContext(), recordId);

    expect(item?.gsi2pk).toMatch(/^UNFINISHED#/);
    expect(item?.expiresAt).toBeUndefined();
    expect(pending).toBe(true);
    expect(await stores.ports.pending.isAnyPending(aContext())).toBe(false);
  });
});

/** A change that depends on every bucket as it was read, like one with `If-Match`. */
function everyBucket(buckets: readonly Bucket[]): GroupChange['buckets'] {
  return buckets.map((bucket) => ({ before: bucket, after: bucket }));
}
