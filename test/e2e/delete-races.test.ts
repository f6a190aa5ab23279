import { describe, expect, it } from '@jest/globals';
import { type Answer, countByStatus, patchOf, useTwoEndpoints } from './two-endpoints.ts';

const { send, create } = useTwoEndpoints();

const unexpected = (answers: readonly Answer[], allowed: readonly number[]) =>
  answers.map(({ status }) => status).filter((status) => !allowed.includes(status));

describe('POST, PATCH, PUT and DELETE that meet', () => {
  it('each succeed or are refused, and leave nothing half done', async () => {
    const answers: Answer[] = [];

    for (let round = 0; round < 40; round += 1) {
      const userName = `race-${round}`;
      const id = await create({
        userName,
        externalId: 'x',
        emails: [{ value: 'race@example.com' }],
      });
      const phone = { op: 'add', path: 'phoneNumbers[type eq "work"].value', value: `${round}` };
      const other = { op: 'replace', path: 'userName', value: `other-${round}` };
      answers.push(
        ...(await Promise.all([
          send('POST', '/Users', { userName: userName.toUpperCase() }),
          send('PATCH', `/Users/${id}`, patchOf(phone)),
          send('DELETE', `/Users/${id}`),
          send('PATCH', `/Users/${id}`, patchOf(other)),
          send('PUT', `/Users/${id}`, { userName, title: 'put' }),
          send('POST', '/Users', { userName: `Other-${round}` }),
        ])),
      );
    }

    expect(unexpected(answers, [200, 201, 204, 404, 409])).toEqual([]);
  });

  it('delete a user once, whoever else tries', async () => {
    const id = await create({ userName: 'deleted-once' });

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send('DELETE', `/Users/${id}`)),
    );

    expect(countByStatus(answers)).toEqual({ 204: 1, 404: 49 });
  });

  it('delete a user who is being changed all the time', async () => {
    const id = await create({ userName: 'busy' });

    const [deleted, ...patched] = await Promise.all([
      send('DELETE', `/Users/${id}`),
      ...Array.from({ length: 50 }, (_, n) =>
        send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'title', value: `t${n}` })),
      ),
    ]);

    expect(deleted.status).toBe(204);
    expect(unexpected(patched, [200, 404])).toEqual([]);
    expect((await send('GET', `/Users/${id}`)).status).toBe(404);
  });

  it('delete nothing where If-Match names a version that is gone', async () => {
    const id = await create({ userName: 'conditional' });

    const [patched, deleted] = await Promise.all([
      send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'title', value: 'new' }), {
        'if-match': 'W/"1"',
      }),
      send('DELETE', `/Users/${id}`, undefined, { 'if-match': 'W/"1"' }),
    ]);

    const outcome = [patched.status, deleted.status];
    expect([
      [200, 412],
      [404, 204],
    ]).toContainEqual(outcome);
  });
});

describe('a user who comes and goes', () => {
  it('has, each time, an id of its own', async () => {
    const ids: string[] = [];

    for (let round = 0; round < 40; round += 1) {
      const created = await Promise.all(
        Array.from({ length: 4 }, () => send('POST', '/Users', { userName: 'Comes-And-Goes' })),
      );
      const winners = created.filter(({ status }) => status === 201);
      expect(winners).toHaveLength(1);
      const id = String(winners[0]?.body.id);
      ids.push(id);
      await send('DELETE', `/Users/${id}`);
    }

    expect(new Set(ids).size).toBe(40);
  });

  it('is counted while it is there', async () => {
    const before = await send('GET', '/Users?count=0');
    const ids = await Promise.all(
      Array.from({ length: 60 }, (_, n) => create({ userName: `counted-${n}` })),
    );
    const during = await send('GET', '/Users?count=0');
    await Promise.all(ids.map((id) => send('DELETE', `/Users/${id}`)));

    const after = await send('GET', '/Users?count=0');

    const total = Number(before.body.totalResults);
    expect(during.body.totalResults).toBe(total + 60);
    expect(after.body.totalResults).toBe(total);
  });
});
