/** Values at the limits and past them, names that nobody may set (HARD-CASES F3, F4, T6). */

import { describe, expect, it } from '@jest/globals';
import { bodyOf, problemsOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';
import { brokenInvariants } from '../support/invariants.ts';

const { send, table } = useDeployment();

describe('values that a store chokes on are stored as they came, or refused', () => {
  it.each([
    ['2^53 + 1', '9007199254740993'],
    ['a number of 100 digits', '9'.repeat(100)],
    ['the smallest number', '5e-324'],
    ['minus zero', '-0'],
    ['NUL', '"a\\u0000b"'],
    ['a line feed', '"a\\nb"'],
    ['right to left', '"\\u202ea"'],
    ['a noncharacter', '"\\uffff"'],
    ['an emoji', '"👩‍👩‍👧"'],
    ['a byte order mark', '"\\ufeffa"'],
    ['a template', '"#{7*7}{{7*7}}"'],
    ['markup', '"<script>alert(1)</script>"'],
    ['separators of keys', '"USER#1#CLAIM~"'],
    ['spaces', '"   "'],
  ])('%s', async (_, value) => {
    const created = await send(
      'POST',
      '/Users',
      `{"userName":"v-${value.length}-${value.slice(-9, -1).replace(/\W/g, '')}","title":${value},"externalId":${value}}`,
    );

    expect(problemsOf(created)).toEqual([]);
    expect([201, 400]).toContain(created.statusCode);
    const read = await send('GET', `/Users/${bodyOf(created).id}`);
    if (created.statusCode === 201) expect(bodyOf(read)).toEqual(bodyOf(created));
  });

  it.each([
    ['userName of 320 characters', { userName: 'x'.repeat(320) }, 201],
    ['userName of 321 characters', { userName: 'x'.repeat(321) }, 400],
    ['userName of 320 emoji', { userName: '👩'.repeat(320) }, 201],
    ['userName of 321 emoji', { userName: '👩'.repeat(321) }, 400],
    ['externalId of 2,049 bytes', { userName: 'e1', externalId: 'x'.repeat(2049) }, 201],
    ['externalId of 90,000 bytes', { userName: 'e2', externalId: 'x'.repeat(90_000) }, 201],
    ['title of 100,000 characters', { userName: 'e3', title: 'x'.repeat(100_000) }, 201],
    ['title of 103,000 characters', { userName: 'e4', title: 'x'.repeat(103_000) }, 400],
    ['20 emails', { userName: 'e5', emails: emails(20) }, 201],
    ['21 emails', { userName: 'e6', emails: emails(21) }, 400],
    [
      'an email of 5,000 characters',
      { userName: 'e7', emails: [{ value: `${'x'.repeat(5000)}@example.com` }] },
      201,
    ],
    ['5,000 phone numbers', { userName: 'e8', phoneNumbers: phones(5000) }, 400],
    ['1,000 unknown attributes', { userName: 'e9', ...unknown(1000) }, 201],
  ])('%s', async (_, user, status) => {
    const created = await send('POST', '/Users', user);

    expect(problemsOf(created)).toEqual([]);
    expect(created.statusCode).toBe(status);
    if (status === 400) expect(bodyOf(created).scimType).toBe('invalidValue');
  });
});

describe('what a client must not set', () => {
  it('is not stored, by whatever name', async () => {
    const wanted = {
      id: 'mine',
      meta: { version: 'W/"99"', created: '1970-01-01T00:00:00Z', location: 'http://evil' },
      groups: [{ value: 'admins' }],
      version: 99,
      pk: 'WORKSPACE#modjo-demo',
      sk: 'USER#1',
      workspaceId: 'modjo-demo',
      tenantId: 'modjo-demo',
      provisionedBy: 'manual',
      appFields: { admin: true },
      keys: { userName: 'x' },
      isAdmin: true,
    };

    const created = bodyOf(await send('POST', '/Users', { userName: 'mass', ...wanted }));
    const replaced = bodyOf(
      await send('PUT', `/Users/${created.id}`, { userName: 'mass', ...wanted }),
    );
    const patched = bodyOf(
      await send('PATCH', `/Users/${created.id}`, {
        Operations: [{ op: 'replace', value: wanted }],
      }),
    );

    for (const user of [created, replaced, patched]) {
      expect(Object.keys(user).sort()).toEqual(['active', 'id', 'meta', 'schemas', 'userName']);
      expect(user).toMatchObject({ id: created.id, meta: { version: 'W/"1"' } });
    }
  });
});

describe('after all of this', () => {
  it('the table is whole', async () => {
    expect(await brokenInvariants(table())).toEqual([]);
  });
});

function emails(count: number) {
  return Array.from({ length: count }, (_, n) => ({ value: `many-${n}@example.com` }));
}

function phones(count: number) {
  return Array.from({ length: count }, (_, n) => ({ value: `+1 555 ${n}`, type: `t${n}` }));
}

function unknown(count: number) {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`unknown${n}`, n]));
}
