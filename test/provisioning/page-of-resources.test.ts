import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#directory/user.ts';
import { seededRandom } from '#test/support/faulty-client.ts';
import { aBody, bodyOf, clientOf, contextOf, idOf } from '#test/support/scim-client.ts';
import { useStores } from '#test/support/stores.ts';
import { TOKEN_ID } from '#test/support/workspaces.ts';

const MINUTE_MS = 60_000;

const stores = useStores();
const client = clientOf(() => stores.ports);

async function postMany(count: number, parts: JsonObject = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    ids.push(idOf(await client.post(aBody(`user${index}`, parts))));
  }
  return ids;
}

async function page(startIndex: number, count: number, asking = client) {
  const query = `attributes=id&startIndex=${startIndex}&count=${count}`;
  const { totalResults, itemsPerPage, Resources, ...rest } = bodyOf(await asking.query(query));
  const ids = (Resources as JsonObject[]).map(({ id }) => String(id));
  return { ids, totalResults: Number(totalResults), itemsPerPage, startIndex: rest.startIndex };
}

/** Asks for page after page, as clients do, until there are no more. */
async function* walk(count: number) {
  let startIndex = 1;
  let totalResults = 1;
  while (startIndex <= totalResults) {
    const { ids, ...found } = await page(startIndex, count);
    yield ids;
    if (ids.length === 0) return;
    startIndex += ids.length;
    totalResults = found.totalResults;
  }
}

describe('the unfiltered list, RFC 7644 §3.4.2.4', () => {
  it('has every user once, in order of creation, page after page', async () => {
    const ids = await postMany(10);

    const pages = [];
    for await (const found of walk(3)) pages.push(found);

    expect(pages).toEqual([ids.slice(0, 3), ids.slice(3, 6), ids.slice(6, 9), ids.slice(9)]);
  });

  it('ends with a page that is full where the users just fill it', async () => {
    await postMany(6);

    const pages = [];
    for await (const found of walk(3)) pages.push(found);

    expect(pages.map(({ length }) => length)).toEqual([3, 3]);
  });

  it('says how many users there are, in all, from where, and how many are in the page', async () => {
    const ids = await postMany(5);

    const second = await page(3, 2);

    expect(second).toEqual({
      ids: ids.slice(2, 4),
      totalResults: 5,
      itemsPerPage: 2,
      startIndex: 3,
    });
  });

  it('has the number alone for count=0, and reads no user', async () => {
    await postMany(2);
    stores.database.follow(() => undefined);

    const none = await page(1, 0);

    expect(none).toEqual({ ids: [], totalResults: 2, itemsPerPage: 0, startIndex: 1 });
    expect(stores.database.sent).toHaveLength(1);
  });

  it.each([3, 4, 1_000_000, Number.MAX_SAFE_INTEGER])(
    'is empty, with the right number, from startIndex %i of 2 users',
    async (startIndex) => {
      await postMany(2);

      const past = await page(startIndex, 10);

      expect(past).toEqual({ ids: [], totalResults: 2, itemsPerPage: 0, startIndex });
    },
  );

  it('is empty in an empty workspace', async () => {
    expect(await page(1, 10)).toMatchObject({ ids: [], totalResults: 0, itemsPerPage: 0 });
  });

  it.each([1, 2, 3, 4, 5])('goes to position %i of 5 without a bookmark', async (position) => {
    const ids = await postMany(5);

    const found = await page(position, 1);

    expect(found.ids).toEqual([ids[position - 1]]);
  });

  it('goes on from the right position with pages of another size', async () => {
    const ids = await postMany(6);
    await page(1, 2);

    const other = await page(3, 3);

    expect(other.ids).toEqual(ids.slice(2, 5));
  });

  it('misses nobody when users on earlier pages are deleted meanwhile', async () => {
    const ids = await postMany(6);
    const first = await page(1, 2);
    for (const id of first.ids) await client.delete(id);

    const second = await page(3, 2);

    expect(second.ids).toEqual(ids.slice(2, 4));
    expect(second.totalResults).toBeGreaterThanOrEqual(5);
  });

  it('says, while users follow, a number that makes the client ask on', async () => {
    const ids = await postMany(8);
    await page(1, 2);
    await page(3, 2);
    for (const id of ids.slice(0, 4)) await client.delete(id);

    const second = await page(5, 2);

    expect(second.ids).toEqual(ids.slice(4, 6));
    expect(second.totalResults).toBe(7);
  });

  it('has users that are created meanwhile at its end', async () => {
    const ids = await postMany(3);
    await page(1, 2);
    const late = idOf(await client.post(aBody('late')));

    const second = await page(3, 2);

    expect(second.ids).toEqual([ids[2], late]);
  });

  it('counts positions anew when the walk has rested for 10 minutes', async () => {
    const ids = await postMany(6);
    const first = await page(1, 2);
    for (const id of first.ids) await client.delete(id);
    stores.clock.advance(10 * MINUTE_MS);

    const second = await page(3, 2);

    expect(second.ids).toEqual(ids.slice(4, 6));
  });

  it('does not follow the bookmarks of another token', async () => {
    const ids = await postMany(4);
    await page(1, 2);
    await client.delete(ids[0] ?? '');
    const actor = { kind: 'scim', tokenId: TOKEN_ID.replace('aaaa', 'bbbb') } as const;
    const other = clientOf(
      () => stores.ports,
      () => contextOf('standard', { actor }),
    );

    const second = await page(3, 2, other);

    expect(second.ids).toEqual(ids.slice(3));
  });

  it('keeps no bookmark behind the last page', async () => {
    await postMany(2);
    stores.database.follow(() => undefined);

    await page(1, 2);

    expect(stores.database.sent.filter(({ name }) => name === 'Put')).toEqual([]);
  });

  it('ends a page early at 5 MB, says so, and goes on behind it', async () => {
    const ids = await postMany(56, { title: 'x'.repeat(100_000) });

    const first = await page(1, 100);
    const second = await page(1 + first.ids.length, 100);

    expect(first.itemsPerPage).toBe(first.ids.length);
    expect(first.ids.length).toBeLessThanOrEqual(52);
    expect([...first.ids, ...second.ids]).toEqual(ids);
    expect(first.totalResults).toBe(56);
  });

  it.each([1, 2, 3])('misses nobody who stays, of two walks at once, seed %i', async (seed) => {
    const random = seededRandom(seed);
    const left = new Set(await postMany(24));
    const seen = [new Set<string>(), new Set<string>()] as const;
    const walks = [walk(4), walk(4)] as const;
    const goOn = async (index: 0 | 1) => {
      const next = await walks[index].next();
      for (const id of next.value ?? []) seen[index].add(id);
      return next.done;
    };

    const ended = new Set<number>();
    while (ended.size < 2) {
      const index = random() < 0.5 ? 0 : 1;
      if (await goOn(index)) ended.add(index);
      const victim = [...left][Math.floor(random() * left.size)] ?? '';
      if (left.size > 3 && left.delete(victim)) await client.delete(victim);
    }

    for (const found of seen) expect([...left].filter((id) => !found.has(id))).toEqual([]);
  });
});

interface Walker {
  at: number;
  isOver: boolean;
  readonly seen: Set<string>;
}

const newWalker = (): Walker => ({ at: 1, isOver: false, seen: new Set() });

/** Asks for its next page; the answer may be lost, but that of a last page: README "Limits". */
async function goOn(walker: Walker, random: () => number): Promise<void> {
  const { ids, totalResults } = await page(walker.at, 3);
  const next = walker.at + ids.length;
  const isLast = ids.length === 0 || next > totalResults;
  if (!isLast && random() < 0.4) return;
  for (const id of ids) walker.seen.add(id);
  walker.at = next;
  walker.isOver = isLast;
}

describe('a page that is asked for again, as its answer was lost', () => {
  it('begins where it did, though another walk has passed since a user was deleted', async () => {
    const ids = await postMany(8);
    await page(1, 2);
    const lost = await page(3, 2);
    await client.delete(ids[0] ?? '');
    await page(1, 2);

    const again = await page(3, 2);

    expect(lost.ids).toEqual(ids.slice(2, 4));
    expect(again.ids).toEqual(ids.slice(2, 4));
  });

  it('takes from no other walk the place that it has still to come for', async () => {
    const ids = await postMany(8);
    await page(1, 2);
    await page(1, 2);
    await page(3, 2);
    await page(3, 2);
    await client.delete(ids[0] ?? '');
    await page(1, 2);

    const late = await page(3, 2);

    expect(late.ids).toEqual(ids.slice(2, 4));
  });

  it('leads no later walk astray, when the one that asked again has come to its end', async () => {
    const ids = await postMany(6);
    for (const startIndex of [1, 3, 3, 5, 5]) await page(startIndex, 2);
    for (const id of ids.slice(0, 2)) await client.delete(id);

    const seen = [];
    for (const startIndex of [1, 3]) seen.push(...(await page(startIndex, 2)).ids);

    expect(seen).toEqual(ids.slice(2));
  });

  it.each(Array.from({ length: 12 }, (_, index) => index))(
    'is no reason to miss anybody, of three walks at once, seed %i',
    async (seed) => {
      const random = seededRandom(seed);
      const left = new Set(await postMany(20));
      const walkers = [0, 1, 2].map(newWalker);

      while (walkers.some(({ isOver }) => !isOver)) {
        const walking = walkers.filter(({ isOver }) => !isOver);
        await goOn(walking[Math.floor(random() * walking.length)] as Walker, random);
        const victim = [...left][Math.floor(random() * left.size)] ?? '';
        if (left.size > 6 && random() < 0.5 && left.delete(victim)) await client.delete(victim);
      }

      for (const { seen } of walkers) expect([...left].filter((id) => !seen.has(id))).toEqual([]);
    },
  );
});
