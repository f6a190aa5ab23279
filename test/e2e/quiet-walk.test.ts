/** Walks during which nobody comes and nobody goes (RFC 7644 §3.4.2.4). */

import { describe, expect, it } from '@jest/globals';
import { pageWalks } from './page-walks.ts';
import { useTwoEndpoints } from './two-endpoints.ts';

const endpoints = useTwoEndpoints();
const { page, walk, createMany, removeAll } = pageWalks(endpoints);

describe('a walk during which nothing changes', () => {
  it('sees each user once, in the same order every time', async () => {
    const ids = await createMany('stays', 210);

    const first = await walk(20);
    const second = await walk(20);
    const single = await walk(200);

    expect(first).toEqual(ids);
    expect(second).toEqual(first);
    expect(single).toEqual(first);
    await removeAll(ids);
  });

  it('sees each user once also where an earlier walk saw users who are gone', async () => {
    const earlier = await createMany('earlier', 10);
    await walk(3);
    await removeAll(earlier);
    const ids = await createMany('later', 10);

    const seen = await walk(3);

    await removeAll(ids);
    expect(seen).toEqual(ids);
  });

  it('misses nobody where the client goes by the first totalResults, and some are gone since the last walk', async () => {
    const ids = await createMany('some', 20);
    await walk(5);
    await removeAll(ids.slice(0, 10));
    const staying = ids.slice(10);

    const { totalResults } = await page(1, 5);
    const seen: string[] = [];
    for (let startIndex = 1; startIndex <= totalResults; startIndex += 5) {
      const { Resources } = await page(startIndex, 5);
      seen.push(...Resources.map(({ id }) => id));
    }

    await removeAll(staying);
    expect(seen).toEqual(staying);
  });

  it('announces exactly the users there are, page after page', async () => {
    const ids = await createMany('exact', 45);

    const totals = [];
    for (const startIndex of [1, 16, 31, 46, 1000]) {
      const { totalResults, itemsPerPage } = await page(startIndex, 15);
      totals.push([totalResults, itemsPerPage]);
    }

    await removeAll(ids);
    expect(totals).toEqual([
      [45, 15],
      [45, 15],
      [45, 15],
      [45, 0],
      [45, 0],
    ]);
  });

  it('can begin in the middle', async () => {
    const ids = await createMany('middle', 30);

    const { Resources } = await page(12, 7);

    await removeAll(ids);
    expect(Resources.map(({ id }) => id)).toEqual(ids.slice(11, 18));
  });
});
