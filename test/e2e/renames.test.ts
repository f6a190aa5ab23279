import { describe, expect, it } from '@jest/globals';
import { type Answer, countByStatus, patchOf, useTwoEndpoints } from './two-endpoints.ts';

const { send, create } = useTwoEndpoints();

const rename = (id: string, userName: string): Promise<Answer> =>
  send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'userName', value: userName }));

async function nameOf(id: string): Promise<string> {
  const { body } = await send('GET', `/Users/${id}`);
  return String(body.userName).toLowerCase();
}

async function idsNamed(userName: string): Promise<readonly string[]> {
  const { body } = await send('GET', `/Users?filter=userName+eq+"${userName}"`);
  return (body.Resources as readonly { readonly id: string }[]).map(({ id }) => id);
}

describe('two users who rename to the names of each other, 200 times', () => {
  it('never share a name and never lose theirs', async () => {
    const [a, b] = [await create({ userName: 'ada' }), await create({ userName: 'bob' })];
    const statuses: number[] = [];

    for (let round = 0; round < 200; round += 1) {
      const answers = await Promise.all([rename(a, 'Bob'), rename(b, 'ADA'), rename(a, 'ada')]);
      statuses.push(...answers.map(({ status }) => status));
    }

    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    const names = [await nameOf(a), await nameOf(b)];
    expect([...names].sort()).toEqual(['ada', 'bob']);
    expect(await idsNamed(names[0] ?? '')).toEqual([a]);
    expect(await idsNamed(names[1] ?? '')).toEqual([b]);
  });

  it('by way of a third name, all of them at once, end with three different names', async () => {
    const ids = [];
    for (const userName of ['one', 'two', 'three']) ids.push(await create({ userName }));
    const names = ['one', 'two', 'three', 'four'];
    const answers: Answer[] = [];

    for (let round = 0; round < 60; round += 1) {
      const moves = ids.map((id, index) => rename(id, names[(round + index) % 4] ?? ''));
      answers.push(...(await Promise.all(moves)));
    }

    const { 200: renamed = 0, 409: refused = 0 } = countByStatus(answers);
    expect(renamed + refused).toBe(180);
    expect(renamed).toBeGreaterThan(0);
    const held = await Promise.all(ids.map(nameOf));
    expect(new Set(held).size).toBe(3);
    for (const [index, id] of ids.entries())
      expect(await idsNamed(held[index] ?? '')).toEqual([id]);
  });
});

describe('a userName that several users want', () => {
  it('goes to one of them, the others keep theirs', async () => {
    const ids = await Promise.all(
      Array.from({ length: 40 }, (_, n) => create({ userName: `keeps-${n}` })),
    );

    const answers = await Promise.all(ids.map((id) => rename(id, 'wanted')));

    expect(countByStatus(answers)).toEqual({ 200: 1, 409: 39 });
    const held = await Promise.all(ids.map(nameOf));
    expect(held.filter((name) => name === 'wanted')).toHaveLength(1);
    expect(held.filter((name, index) => name === `keeps-${index}`)).toHaveLength(39);
  });

  it('may change its case at any time, by several at once', async () => {
    const id = await create({ userName: 'casey' });

    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => rename(id, n % 2 ? 'CASEY' : 'Casey')),
    );

    expect(countByStatus(answers)).toEqual({ 200: 30 });
    expect(await idsNamed('casey')).toEqual([id]);
  });
});
