import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { removeWorkspace } from '#administration/workspaces/remove-workspace.ts';
import { SYSTEM } from '#compose/adapters.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import { memoryVault } from '#local/memory-vault.ts';
import { bucketKey, groupKey } from '#store/group-keys.ts';
import { EMULATORS } from '#test/support/emulators.ts';
import { readAll } from '#test/support/invariants.ts';
import { useStores } from '#test/support/stores.ts';
import { aRecord, aUser } from '#test/support/users.ts';
import { workspaceRemoval } from '#test/support/whole-stores.ts';
import { aContext, aWorkspace, aWorkspaceRecord } from '#test/support/workspaces.ts';

const MINUTE = 60_000;

describe.each(EMULATORS)('the removal of a workspace, on $name', (command) => {
  const stores = useStores(command);
  const removal = () =>
    workspaceRemoval({ ...stores.table, ...stores.clock, random: SYSTEM.random });
  const contextOf = (id: string) =>
    aContext({ workspace: aWorkspace({ id }), deadline: stores.clock.now() + 20_000 });
  const put = (item: object) =>
    stores.table.client.send(
      new PutCommand({ TableName: stores.table.tableName, Item: { schemaVersion: 1, ...item } }),
    );

  /** A workspace with something of each kind. */
  async function filled(id: string) {
    const workspace = aWorkspace({ id });
    await stores.workspaces.create(workspace, aWorkspaceRecord(workspace));
    const context = contextOf(id);
    for (const userName of ['ada', 'grace', 'eve']) {
      const user = aUser({ resource: { userName, emails: [{ value: `${userName}@x.example` }] } });
      const record = { ...aRecord(context, { after: user }), workspaceId: id, events: [] };
      await stores.users.create(context, user, record);
    }
    await stores.bookmarks.keep(
      context,
      { resourceType: 'USER', startIndex: 101, count: 100 },
      '01900000-0000-7000-8000-000000000001',
    );
    await put({ pk: `TOKENUSE#${id}`, sk: 't' });
    const groupId = '01900000-0000-7000-8000-0000000000cc';
    await put(bucketKey(id, groupId, 7));
    await put(groupKey(id, groupId));
    return context;
  }
  const itemsOf = async (id: string) =>
    (await readAll(stores.table)).filter(({ pk }) => pk.includes(`#${id}`));

  it('leaves nothing but the id, and of other workspaces everything', async () => {
    const context = await filled('acme');
    await filled('acme-2');
    const others = await itemsOf('acme-2');

    const isDone = await removal().removeItems(context);

    expect(isDone).toBe(true);
    const left = (await itemsOf('acme')).filter(({ pk }) => !pk.includes('acme-2'));
    expect(left.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual(['WORKSPACE#acme WORKSPACE']);
    expect(await itemsOf('acme-2')).toEqual(others);
    await removal().removeItems(contextOf('acme-2')); // Its group is not one that can be read.
  });

  it('stops at the deadline, and goes on where it was left', async () => {
    const context = await filled('acme');

    const isLate = await removal().removeItems({
      ...context,
      deadline: stores.clock.now() - 1,
    });
    const isDone = await removal().removeItems(context);

    expect([isLate, isDone]).toEqual([false, true]);
  });

  it('sees activity that is not finished', async () => {
    const context = await filled('acme');
    const before = await removal().hasUnfinished(context);
    const user = aUser({ resource: { userName: 'ida' } });
    await stores.users.create(context, user, aRecord(context, { after: user }));

    expect([before, await removal().hasUnfinished(context)]).toEqual([false, true]);
    await removal().removeItems(context);
  });

  it('begins a minute later, when the last event is out, and takes the secret last', async () => {
    const context = await filled('acme');
    const vault = memoryVault();
    await vault.put('acme', 't', Buffer.alloc(32));
    const at = new Date(stores.clock.now()).toISOString();
    const record = { ...aWorkspaceRecord(context.workspace), at } as ActivityRecord & {
      work: { kind: 'removeWorkspace'; workspaceId: string };
    };
    const run = () =>
      removeWorkspace(
        { ...stores.clock, vault, removal: removal() },
        { ...context, deadline: stores.clock.now() + 20_000 },
        record,
      );

    const atOnce = await run();
    const digestBefore = await vault.read('acme', 't');
    stores.clock.advance(MINUTE);
    const later = await run();
    const again = await run();

    expect([atOnce, later, again]).toEqual(['more', 'done', 'done']);
    expect(digestBefore).toBeDefined();
    expect(await vault.read('acme', 't')).toBeUndefined();
    expect(
      await stores.workspaces.create(context.workspace, aWorkspaceRecord(context.workspace)),
    ).toBe(false);
  });
});
