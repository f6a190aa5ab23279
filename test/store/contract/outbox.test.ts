import { describe, expect, it } from '@jest/globals';
import type { Outbox, RecordKey } from '#activity/ports.ts';
import { EMULATORS } from '#test/support/emulators.ts';
import { readAll } from '#test/support/invariants.ts';
import { useStores } from '#test/support/stores.ts';
import { aRecord, aUser } from '#test/support/users.ts';
import { activityHistory, outboxStore, replayBookmark } from '#test/support/whole-stores.ts';
import { aContext } from '#test/support/workspaces.ts';

describe.each(EMULATORS)('the outbox, on $name', (command) => {
  const stores = useStores(command);
  const dynamo = () => ({ ...stores.ports, ...stores.table, retentionDays: 7 });
  const outbox = (): Outbox => outboxStore(dynamo());
  const history = () => activityHistory(dynamo());

  /** @returns the key of its record. */
  async function create(userName: string): Promise<RecordKey> {
    const context = aContext();
    const user = aUser({ resource: { userName } });
    const record = aRecord(context, { after: user });
    await stores.users.create(context, user, record);
    return { workspaceId: record.workspaceId, id: record.id };
  }

  async function unfinished(before = Date.now() + 1000): Promise<readonly string[]> {
    const pages = await Promise.all(
      Array.from({ length: 16 }, (_, shard) => outbox().page(shard, before)),
    );
    return pages.flatMap(({ keys }) => keys.map(({ id }) => id)).sort();
  }

  const itemOf = async ({ id }: RecordKey) =>
    (await readAll(stores.table)).find(({ sk }) => sk === id);

  it('lists the records of changes until they are finished', async () => {
    const [ada, grace] = [await create('ada'), await create('grace')];
    const before = await unfinished();
    await outbox().finish(ada);

    expect(before).toEqual([ada.id, grace.id].sort());
    expect(await unfinished()).toEqual([grace.id]);
    expect((await outbox().read([ada, grace])).map(({ record }) => record.id)).toEqual([grace.id]);
  });

  it('leaves out what is not old enough', async () => {
    await create('ada');

    expect(await unfinished(stores.clock.now())).toEqual([]);
  });

  it('lets a finished record expire after the retention, and no other', async () => {
    const [ada, grace] = [await create('ada'), await create('grace')];

    await outbox().finish(ada);

    const expected = Math.floor(stores.clock.now() / 1000) + 7 * 86_400;
    expect((await itemOf(ada))?.expiresAt).toBe(expected);
    expect((await itemOf(grace))?.expiresAt).toBeUndefined();
  });

  it('knows a record that is published and not finished', async () => {
    const ada = await create('ada');
    const before = await outbox().read([ada]);

    await outbox().markPublished(ada);

    const after = await outbox().read([ada]);
    expect([...before, ...after].map(({ isPublished }) => isPublished)).toEqual([false, true]);
    expect(await unfinished()).toEqual([ada.id]);
  });

  it('does nothing to a record that is finished or gone', async () => {
    const ada = await create('ada');
    await outbox().finish(ada);
    const finished = await itemOf(ada);
    stores.clock.advance(60_000);

    await outbox().finish(ada);
    await outbox().markPublished(ada);
    await outbox().finish({ workspaceId: 'acme', id: 'gone' });
    await outbox().markPublished({ workspaceId: 'acme', id: 'gone' });

    expect(await itemOf(ada)).toEqual(finished);
    expect(await itemOf({ workspaceId: 'acme', id: 'gone' })).toBeUndefined();
  });

  it('lists more than a page, page by page', async () => {
    const keys: RecordKey[] = [];
    for (let index = 0; index < 12; index += 1) keys.push(await create(`user-${index}`));
    const shards = Array.from({ length: 16 }, (_, shard) => shard);

    const found: string[] = [];
    for (const shard of shards) {
      let page = await outbox().page(shard, Date.now() + 1000);
      found.push(...page.keys.map(({ id }) => id));
      while (page.next !== undefined) {
        page = await outbox().page(shard, Date.now() + 1000, page.next);
        found.push(...page.keys.map(({ id }) => id));
      }
    }

    expect(found.sort()).toEqual(keys.map(({ id }) => id).sort());
  });

  it('is read as a log in order of time, from behind an id, up to another', async () => {
    const keys: RecordKey[] = [];
    for (let index = 0; index < 5; index += 1) keys.push(await create(`user-${index}`));
    const ids = keys.map(({ id }) => id);
    await outbox().finish(keys[1] as RecordKey);
    await outbox().markPublished(keys[2] as RecordKey);

    const page = (span: object) => history().page(aContext(), span as never);
    const all = await page({ after: '', limit: 100 });
    const some = await page({ after: ids[0], limit: 2 });
    const end = await page({ after: ids[2], upTo: ids[3], limit: 100 });

    expect(all.records.map(({ record }) => record.id)).toEqual(ids);
    expect(all.records.slice(0, 3).map(({ state }) => state)).toEqual([
      'publishing',
      'finished',
      'working',
    ]);
    expect(some.records.map(({ record }) => record.id)).toEqual(ids.slice(1, 3));
    expect([all.more, some.more]).toEqual([false, true]);
    expect(end.records.map(({ record }) => record.id)).toEqual(ids.slice(3, 4));
  });

  it('remembers how far a replay has come', async () => {
    const ada = await create('ada');
    const bookmark = replayBookmark(dynamo());
    const before = await bookmark.read(ada);

    const place = { after: 'record-7', refused: [{ after: 'record-1', id: 'record-2' }] };
    await bookmark.keep(ada, place);

    expect([before, await bookmark.read(ada)]).toEqual([undefined, place]);
  });
});
