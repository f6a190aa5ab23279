/**
 * Every write of the admin API, sent again after a lost answer: it does nothing a second time. A write
 * that is added to `routes.ts` fails here until it is in the table.
 */

import { describe, expect, it } from '@jest/globals';
import { SYSTEM } from '#compose/adapters.ts';
import { ROUTES } from '#functions/routes.ts';
import { bodyOf } from '../../support/answers.ts';
import { useDeployment } from '../../support/deployment.ts';
import { readAll } from '../../support/invariants.ts';

const { admin, table } = useDeployment();

interface Place {
  readonly ws: string;
  readonly name: string;
  readonly id: string;
  readonly tokenId: string;
}

interface Write {
  readonly body?: (place: Place) => object;
  /** The status of the first answer, and of the answer to the same request once more. */
  readonly statuses: readonly [first: number, again: number];
  /** Whether `If-Match` makes it conditional. */
  readonly isConditional?: true;
  /** Whether all that it does is in the activity log, and so not seen here. */
  readonly isLogOnly?: true;
}

/** By route key. What it does to the activity log, where each request is noted, is not looked at. */
const WRITES: Readonly<Record<string, Write>> = {
  'POST /admin/workspaces': {
    body: ({ ws }) => ({ name: `New ${ws}`, profile: 'modernloop' }),
    statuses: [201, 409],
  },
  'PATCH /admin/workspaces/{ws}': {
    body: () => ({ name: 'Renamed', settings: { keepDeletedDays: 9 } }),
    statuses: [200, 200],
    isConditional: true,
  },
  'DELETE /admin/workspaces/{ws}': {
    body: ({ name }) => ({ name }),
    statuses: [202, 404],
    isConditional: true,
  },
  'DELETE /admin/workspaces/{ws}/tokens/{tokenId}': { statuses: [204, 404] },
  /** The events that it sends again have their old ids: `functions/activity.test.ts`. */
  'POST /admin/workspaces/{ws}/activity/replay': {
    body: () => ({ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }),
    statuses: [202, 202],
    isLogOnly: true,
  },
  'POST /admin/workspaces/{ws}/users': {
    body: () => ({ email: 'grace@acme.example' }),
    statuses: [201, 409],
  },
  'PATCH /admin/workspaces/{ws}/users/{id}': {
    body: () => ({
      email: 'countess@acme.example',
      role: 'ADMIN',
      appFields: { appUserId: 'u-1' },
    }),
    statuses: [200, 200],
    isConditional: true,
  },
  'DELETE /admin/workspaces/{ws}/users/{id}': { statuses: [204, 204], isConditional: true },
};

/** The one write that shows something new each time, and so cannot be repeated: ask again instead. */
const NOT_REPEATABLE = ['POST /admin/workspaces/{ws}/tokens'];

const DOORS = ROUTES.filter(
  ({ method, path }) => path.startsWith('/admin') && method !== 'GET' && method !== 'ANY',
).map(({ method, path }) => ({ key: `${method} ${path}`, method, path }));
const TABLE = DOORS.flatMap((door) => {
  const write = WRITES[door.key];
  return write === undefined ? [] : [{ ...door, ...write }];
});

async function aPlace(): Promise<Place> {
  const ws = `w-${SYSTEM.newId()}`;
  const name = `Acme ${ws}`;
  await admin('POST', '/workspaces', { id: ws, name, profile: 'modernloop' });
  const { tokenId } = bodyOf(await admin('POST', `/workspaces/${ws}/tokens`));
  const { id } = bodyOf(
    await admin('POST', `/workspaces/${ws}/users`, { email: 'ada@acme.example' }),
  );
  return { ws, name, id: String(id), tokenId: String(tokenId) };
}

const targetOf = (path: string, { ws, id, tokenId }: Place) =>
  path.slice('/admin'.length).replace('{ws}', ws).replace('{id}', id).replace('{tokenId}', tokenId);

async function stored() {
  const items = (await readAll(table())).filter(({ pk }) => !/^(?:ACTIVITY|TOKENUSE)#/.test(pk));
  return items.map((item) => JSON.stringify(Object.entries(item).sort())).sort();
}

/** How many items of each kind there are, whatever is in them. */
async function kinds() {
  const items = (await readAll(table())).filter(
    ({ pk }) => !/^(?:ACTIVITY|TOKENUSE|COUNT)#/.test(pk),
  );
  const counts = new Map<string, number>();
  for (const { pk, sk } of items) {
    const kind = `${pk.split('#')[0]} ${sk.replace(/[^A-Z#].*$/, '')}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

describe('a write of the admin API', () => {
  it('is in this table, or known as one that cannot be repeated', () => {
    const known = [...Object.keys(WRITES), ...NOT_REPEATABLE];

    expect(known.sort()).toEqual(DOORS.map(({ key }) => key).sort());
  });

  it.each(TABLE)('leaves what it made, sent once more: $key', async (write) => {
    const place = await aPlace();
    const send = () => admin(write.method, targetOf(write.path, place), write.body?.(place));
    const untouched = await stored();

    const first = await send();
    const after = await stored();
    const again = await send();

    expect([first.statusCode, again.statusCode]).toEqual(write.statuses);
    expect(await stored()).toEqual(after);
    expect(JSON.stringify(after) === JSON.stringify(untouched)).toBe(write.isLogOnly === true);
  });

  it.each(TABLE)('ends twice at once where once would end: $key', async (write) => {
    const [one, two] = [await aPlace(), await aPlace()];
    const send = (place: Place) =>
      admin(write.method, targetOf(write.path, place), write.body?.(place));
    const before = await kinds();
    await send(one);
    const once = differences(before, await kinds());
    const between = await kinds();

    const answers = await Promise.all([send(two), send(two)]);

    expect(differences(between, await kinds())).toEqual(once);
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses).toContain(write.statuses[0]);
    for (const status of statuses) expect([...write.statuses, 409]).toContain(status);
  });

  it.each(TABLE.filter(({ isConditional }) => isConditional))(
    'does nothing on another version than If-Match names: $key',
    async (write) => {
      const place = await aPlace();
      const before = await stored();
      const headers = { 'if-match': '"77"' };

      const answer = await admin(write.method, targetOf(write.path, place), write.body?.(place), {
        headers,
      });

      expect(answer.statusCode).toBe(412);
      expect(await stored()).toEqual(before);
    },
  );

  it.each(TABLE.filter(({ isConditional }) => isConditional))(
    'that was done on the version it names is not done again over what came since: $key',
    async (write) => {
      const place = await aPlace();
      const target = targetOf(write.path, place);
      const { headers } = await admin('GET', target);
      const condition = { headers: { 'if-match': String(headers?.ETag) } };
      const send = () => admin(write.method, target, write.body?.(place), condition);

      const first = await send();
      const after = await stored();
      const again = await send();

      expect(first.statusCode).toBe(write.statuses[0]);
      expect([412, 404, 204]).toContain(again.statusCode);
      expect(await stored()).toEqual(after);
    },
  );
});

function differences(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>) {
  const all = new Set([...before.keys(), ...after.keys()]);
  const changes = [...all].map((kind) => [kind, (after.get(kind) ?? 0) - (before.get(kind) ?? 0)]);
  return changes.filter(([, change]) => change !== 0).sort();
}

describe('the regeneration of a token', () => {
  it('asked for again after a lost answer leaves the one token that was shown last', async () => {
    const { ws } = await aPlace();
    await admin('POST', `/workspaces/${ws}/tokens`);

    const { tokenId } = bodyOf(await admin('POST', `/workspaces/${ws}/tokens`));

    const { tokens } = bodyOf(await admin('GET', `/workspaces/${ws}/tokens`));
    expect(tokens).toMatchObject([{ tokenId }]);
  });
});
