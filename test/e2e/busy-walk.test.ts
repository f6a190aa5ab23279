/** Walks during which others come and go: nobody who was there throughout is missed. */

import { describe, expect, it } from '@jest/globals';
import { missedBy, pageWalks } from './page-walks.ts';
import { useTwoEndpoints } from './two-endpoints.ts';

const endpoints = useTwoEndpoints();
const { send } = endpoints;
const { page, walk, createMany, removeAll } = pageWalks(endpoints);

describe('a sequential walk misses nobody who was there throughout', () => {
  it('while others are deleted and created between its pages', async () => {
    const ids = await createMany('walked', 300);
    const leaving = ids.filter((_, index) => index % 3 === 0);
    const staying = ids.filter((_, index) => index % 3 !== 0);
    const created: string[] = [];

    const seen = await walk(20, async () => {
      await removeAll(leaving.splice(0, 9));
      created.push(...(await createMany('meanwhile', 3)));
    });

    expect(missedBy(seen, staying)).toEqual([]);
    await removeAll([...staying, ...leaving, ...created]);
  });

  it('while another client deletes and creates without a pause, three times over', async () => {
    const ids = await createMany('busy', 300);
    const staying = ids.filter((_, index) => index % 2 === 0);
    const leaving = ids.filter((_, index) => index % 2 === 1);
    const created: string[] = [];
    const churn = async () => {
      for (const id of leaving) {
        await send('DELETE', `/Users/${id}`);
        created.push(...(await createMany('churn', 1)));
      }
    };

    const churning = churn();
    const walks = [await walk(19), await walk(19), await walk(19)];
    await churning;

    for (const seen of walks) expect(missedBy(seen, staying)).toEqual([]);
    await removeAll([...staying, ...created]);
  });

  it('where those whom it has seen are deleted behind it', async () => {
    const ids = await createMany('behind', 200);
    const leaving = ids.slice(0, 100);
    const staying = ids.slice(100);

    const seen = await walk(18, () => removeAll(leaving.splice(0, 20)));

    expect(missedBy(seen, staying)).toEqual([]);
    await removeAll([...staying, ...leaving]);
  });

  it('where two walks of one token go at a different pace', async () => {
    const ids = await createMany('pace', 160);
    const leaving = ids.slice(0, 60);
    const staying = ids.slice(60);
    const others: (readonly string[])[] = [];

    const slow = await walk(17, async () => {
      await removeAll(leaving.splice(0, 10));
      others.push(await walk(17));
    });

    for (const seen of [slow, ...others]) expect(missedBy(seen, staying)).toEqual([]);
    await removeAll([...staying, ...leaving]);
  });

  it('and ends where everybody is deleted before it', async () => {
    const pending = [...(await createMany('gone', 100))];

    const seen = await walk(16, () => removeAll(pending.splice(0)));

    expect(seen.length).toBeGreaterThanOrEqual(16);
    expect(await page(1, 16)).toMatchObject({ totalResults: 0, Resources: [] });
  });
});
