import { describe, expect, it } from '@jest/globals';
import type { Ahead, BookmarkedPage } from '#directory/page-bookmarks.ts';
import { bookmarkKey } from '#store/keys.ts';
import { EMULATORS } from '#test/support/emulators.ts';
import { noFaults } from '#test/support/faulty-client.ts';
import { readAll } from '#test/support/invariants.ts';
import { useStores } from '#test/support/stores.ts';
import { aContext, aWorkspace, TOKEN_ID } from '#test/support/workspaces.ts';

const MINUTE_MS = 60_000;
const SECOND_PAGE: BookmarkedPage = { resourceType: 'USER', startIndex: 101, count: 100 };
const THIRD_PAGE: BookmarkedPage = { ...SECOND_PAGE, startIndex: 201 };

describe.each(EMULATORS)('bookmarks of pages, on $name', (command) => {
  const stores = useStores(command);

  const keep = (after: string, page = SECOND_PAGE, context = aContext(), ahead?: Ahead) =>
    stores.bookmarks.keep(context, page, after, ahead);
  const come = (page = SECOND_PAGE, context = aContext()) => stores.bookmarks.read(context, page);
  const read = async (page = SECOND_PAGE, context = aContext()) =>
    (await come(page, context)).after;

  it('leads to the id that was kept', async () => {
    await keep('id-7');

    expect(await read()).toBe('id-7');
  });

  it('leads nowhere where none was kept', async () => {
    expect(await read()).toBeUndefined();
  });

  it.each([
    ['another startIndex', { ...SECOND_PAGE, startIndex: 102 }, aContext()],
    ['another count', { ...SECOND_PAGE, count: 50 }, aContext()],
    [
      'another token',
      SECOND_PAGE,
      aContext({ actor: { kind: 'scim', tokenId: TOKEN_ID.replace('aaaa', 'bbbb') } }),
    ],
    ['another workspace', SECOND_PAGE, aContext({ workspace: aWorkspace({ id: 'acme-2' }) })],
  ])('is not one of %s', async (_, page, context) => {
    await keep('id-7');

    expect(await read(page, context)).toBeUndefined();
  });

  it('keeps the lower id of two walks, whichever comes first', async () => {
    await keep('id-5');
    await keep('id-7');
    const lowerFirst = await read();
    await keep('id-3');

    expect([lowerFirst, await read()]).toEqual(['id-5', 'id-3']);
  });

  it('keeps the lower id as long as a walk has still to come for it', async () => {
    await keep('id-5');
    await keep('id-7');
    await read();
    await keep('id-9');

    expect([await read(), await read()]).toEqual(['id-5', 'id-5']);
  });

  it('starts anew where every walk has come for it: users may have been deleted since', async () => {
    await keep('id-5');
    await keep('id-7');
    await read();
    await read();
    await keep('id-9');

    expect(await read()).toBe('id-9');
  });

  it('leads to the same id once more, for a client that got no answer', async () => {
    await keep('id-5');

    expect([await read(), await read(), await read()]).toEqual(['id-5', 'id-5', 'id-5']);
  });

  it('loses count of no walk, however many come at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => keep(`id-${index}`)));
    await Promise.all(Array.from({ length: 9 }, () => read()));
    await keep('id-a');
    const whileOneIsMissing = await read();
    await read();
    await keep('id-b');

    expect([whileOneIsMissing, await read()]).toEqual(['id-0', 'id-b']);
  });

  it('is taken off once for each walk, however many ask at once', async () => {
    await keep('id-7');

    await Promise.all(Array.from({ length: 10 }, () => read()));

    const [item] = await readAll(stores.table);
    expect(item?.waiting).toBe(0);
  });

  it('counts as absent when it is 10 minutes old', async () => {
    await keep('id-7');
    stores.clock.advance(10 * MINUTE_MS - 1);
    const before = await read();
    stores.clock.advance(1);

    expect([before, await read()]).toEqual(['id-7', undefined]);
  });

  it('lives on for 10 minutes when the walk that found a lower id there goes on', async () => {
    await keep('id-5');
    stores.clock.advance(9 * MINUTE_MS);
    await keep('id-7');
    stores.clock.advance(9 * MINUTE_MS);

    expect(await read()).toBe('id-5');
  });

  it('gives way to a higher id when it is 10 minutes old', async () => {
    await keep('id-5');
    stores.clock.advance(10 * MINUTE_MS);
    await keep('id-7');

    expect(await read()).toBe('id-7');
  });

  it('says in seconds, never too early, when DynamoDB may remove it', async () => {
    await keep('id-7');

    const { pk, sk } = bookmarkKey('acme', TOKEN_ID, SECOND_PAGE);
    const item = (await readAll(stores.table)).find((one) => one.pk === pk && one.sk === sk);
    const earliest = (stores.clock.now() + 10 * MINUTE_MS) / 1000;
    expect(Number(item?.expiresAt)).toBeGreaterThanOrEqual(earliest);
    expect(Number(item?.expiresAt)).toBeLessThan(earliest + 1);
  });

  it('ends with the lowest id of many walks at once', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `id-${String(99 - index)}`);

    await Promise.all(ids.map((id) => keep(id)));

    expect(await read()).toBe('id-80');
  });

  it('keeps the lower id of a walk that leaves it between the read and the write', async () => {
    stores.database.follow(async ({ name }) => {
      if (name !== 'Put') return undefined;
      stores.database.follow(noFaults);
      await keep('id-3');
      return undefined;
    });

    await keep('id-7');

    const ids = [await read(), await read()];
    await keep('id-9');
    expect([...ids, await read()]).toEqual(['id-3', 'id-3', 'id-9']);
  });

  it('is kept in one read and one write, whatever is there', async () => {
    await keep('id-5');
    const first = stores.database.sent.map(({ name }) => name);
    stores.database.follow(() => undefined);
    await keep('id-7');

    const second = stores.database.sent.map(({ name }) => name);
    expect([first, second]).toEqual([
      ['BatchGet', 'Put'],
      ['BatchGet', 'Update'],
    ]);
  });

  it('is come for in one read, and in a write only where a walk has still to come', async () => {
    await keep('id-5');
    const counts = [];
    for (let count = 0; count < 3; count += 1) {
      stores.database.follow(noFaults);
      await come(count < 2 ? SECOND_PAGE : THIRD_PAGE);
      counts.push(stores.database.sent.map(({ name }) => name));
    }

    expect(counts).toEqual([['BatchGet', 'Update'], ['BatchGet'], ['BatchGet']]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['nothing', async () => {}, 'Put'],
    [
      'one that nobody is to come for',
      () => keep('id-5', THIRD_PAGE).then(() => read(THIRD_PAGE)),
      'Put',
    ],
    ['one that somebody is to come for', () => keep('id-5', THIRD_PAGE), 'Update'],
  ])('is kept in one write and no read by who has seen %s there', async (_, stand, write) => {
    await stand();
    stores.clock.advance(MINUTE_MS);
    const { ahead } = await come();
    stores.database.follow(noFaults);

    await keep('id-7', THIRD_PAGE, aContext(), ahead);

    expect(stores.database.sent.map(({ name }) => name)).toEqual([write]);
  });

  it('is looked at again by who has seen another page: this one was not full', async () => {
    const early = { ...SECOND_PAGE, startIndex: 190 };
    await keep('id-5', early);
    const { ahead } = await come();

    await keep('id-7', early, aContext(), ahead);

    expect([await read(early), await read(early)]).toEqual(['id-5', 'id-5']);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['nothing', async () => {}],
    ['an older one', () => keep('id-1', THIRD_PAGE).then(() => read(THIRD_PAGE))],
  ])(
    'stays where a walk, since %s was seen there, has left it and come for it, and may ask again',
    async (_, stand) => {
      await stand();
      const { ahead } = await come();
      stores.clock.advance(1000);
      await keep('id-5', THIRD_PAGE);
      await read(THIRD_PAGE);
      await keep('id-6', { ...SECOND_PAGE, startIndex: 301 });

      await keep('id-7', THIRD_PAGE, aContext(), ahead);

      expect([await read(THIRD_PAGE), await read(THIRD_PAGE)]).toEqual(['id-5', 'id-5']);
    },
  );

  it('stays where a walk that had come for it when it was seen has gone on since, and may ask again', async () => {
    await keep('id-5', THIRD_PAGE);
    await read(THIRD_PAGE);
    const { ahead } = await come();
    await keep('id-6', { ...SECOND_PAGE, startIndex: 301 });

    await keep('id-7', THIRD_PAGE, aContext(), ahead);

    expect([await read(THIRD_PAGE), await read(THIRD_PAGE)]).toEqual(['id-5', 'id-5']);
  });

  it('stays where a walk has come for it since it was seen, and may ask again', async () => {
    await keep('id-5', THIRD_PAGE);
    const { ahead } = await come();
    await read(THIRD_PAGE);
    await keep('id-6', { ...SECOND_PAGE, startIndex: 301 });

    await keep('id-7', THIRD_PAGE, aContext(), ahead);

    expect([await read(THIRD_PAGE), await read(THIRD_PAGE)]).toEqual(['id-5', 'id-5']);
  });

  it('keeps the lower id also while a walk may ask again: it has not come for the next page', async () => {
    await keep('id-5');
    await read();
    await keep('id-6', THIRD_PAGE);
    await keep('id-7');
    const whileItMay = await read();
    await read(THIRD_PAGE);
    await keep('id-7');

    expect([whileItMay, await read()]).toEqual(['id-5', 'id-7']);
  });
});
