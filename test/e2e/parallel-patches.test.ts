import { describe, expect, it } from '@jest/globals';
import { countByStatus, patchOf, useTwoEndpoints } from './two-endpoints.ts';

const { send, create } = useTwoEndpoints();

interface Phone {
  readonly type: string;
  readonly value: string;
}

describe('200 parallel PATCHes of one user', () => {
  it('all land', async () => {
    const id = await create({ userName: 'phones' });

    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        send(
          'PATCH',
          `/Users/${id}`,
          patchOf({ op: 'add', path: `phoneNumbers[type eq "t${n}"].value`, value: `+1 ${n}` }),
        ),
      ),
    );

    expect(countByStatus(answers)).toEqual({ 200: 200 });
    const { body } = await send('GET', `/Users/${id}`);
    const phones = body.phoneNumbers as readonly Phone[];
    expect(new Set(phones.map(({ type, value }) => `${type} ${value}`))).toEqual(
      new Set(Array.from({ length: 200 }, (_, n) => `t${n} +1 ${n}`)),
    );
    expect(phones).toHaveLength(200);
    expect(body.meta).toMatchObject({ version: 'W/"201"' });
    const versions = answers.map(({ headers }) => headers.get('etag'));
    expect(new Set(versions).size).toBe(200);
  });

  it('each answered with what it wrote itself in it', async () => {
    const id = await create({ userName: 'answers' });

    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        send(
          'PATCH',
          `/Users/${id}`,
          patchOf({ op: 'add', path: 'ims', value: [{ value: `im-${n}` }] }),
        ),
      ),
    );

    expect(countByStatus(answers)).toEqual({ 200: 60 });
    for (const [n, { body }] of answers.entries()) {
      expect(JSON.stringify(body.ims)).toContain(`"im-${n}"`);
    }
  });

  it('with one If-Match: one lands, 199 are 412', async () => {
    const id = await create({ userName: 'conditional' });

    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        send(
          'PATCH',
          `/Users/${id}`,
          patchOf({ op: 'replace', path: 'title', value: `title ${n}` }),
          {
            'if-match': 'W/"1"',
          },
        ),
      ),
    );

    expect(countByStatus(answers)).toEqual({ 200: 1, 412: 199 });
    const [winner] = answers.filter(({ status }) => status === 200);
    const { body } = await send('GET', `/Users/${id}`);
    expect(body.title).toBe(winner?.body.title);
    expect(body.meta).toMatchObject({ version: 'W/"2"' });
  });

  it('that change nothing leave version and lastModified as they are', async () => {
    const id = await create({ userName: 'unchanged', title: 'Guide' });
    const before = await send('GET', `/Users/${id}`);

    const answers = await Promise.all(
      Array.from({ length: 200 }, () =>
        send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'title', value: 'Guide' })),
      ),
    );

    expect(countByStatus(answers)).toEqual({ 200: 200 });
    const { version, lastModified } = before.body.meta as Readonly<Record<string, unknown>>;
    for (const { body } of answers) expect(body.meta).toMatchObject({ version, lastModified });
  });
});

describe('PUTs that meet', () => {
  it('leave one of what they sent, whole', async () => {
    const id = await create({ userName: 'replaced' });

    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        send('PUT', `/Users/${id}`, {
          userName: `replaced-${n}`,
          title: `t${n}`,
          nickName: `n${n}`,
        }),
      ),
    );

    expect(countByStatus(answers)).toEqual({ 200: 60 });
    const { body } = await send('GET', `/Users/${id}`);
    const n = String(body.title).slice(1);
    expect(body).toMatchObject({ userName: `replaced-${n}`, nickName: `n${n}` });
  });
});
