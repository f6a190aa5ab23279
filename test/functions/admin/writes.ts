/** Every write of the admin API, with what it takes: a write that is added to `routes.ts` must be here. */

import { SYSTEM } from '#compose/adapters.ts';
import { ROUTES } from '#functions/routes.ts';
import { bodyOf } from '../../support/answers.ts';
import type { Deployment } from '../../support/deployment.ts';
import type { TestTable } from '../../support/emulator.ts';
import { readAll } from '../../support/invariants.ts';

/** A workspace with a token and an invited user. */
export interface Place {
  readonly ws: string;
  readonly name: string;
  readonly id: string;
  readonly tokenId: string;
}

export interface Write {
  readonly body?: (place: Place) => object;
  /** The status of the first answer, and of the answer to the same request once more. */
  readonly statuses: readonly [first: number, again: number];
  /** Whether `If-Match` makes it conditional. */
  readonly isConditional?: true;
  /** Whether all that it does is in the activity log, and so not seen here. */
  readonly isLogOnly?: true;
}

/** By route key. What it does to the activity log, where each request is noted, is not looked at. */
export const WRITES: Readonly<Record<string, Write>> = {
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
export const NOT_REPEATABLE = ['POST /admin/workspaces/{ws}/tokens'];

export const DOORS = ROUTES.filter(
  ({ method, path }) => path.startsWith('/admin') && method !== 'GET' && method !== 'ANY',
).map(({ method, path }) => ({ key: `${method} ${path}`, method, path }));
export const TABLE = DOORS.flatMap((door) => {
  const write = WRITES[door.key];
  return write === undefined ? [] : [{ ...door, ...write }];
});

export async function aPlace({ admin }: Pick<Deployment, 'admin'>): Promise<Place> {
  const ws = `w-${SYSTEM.newId()}`;
  const name = `Acme ${ws}`;
  await admin('POST', '/workspaces', { id: ws, name, profile: 'modernloop' });
  const { tokenId } = bodyOf(await admin('POST', `/workspaces/${ws}/tokens`));
  const invited = await admin('POST', `/workspaces/${ws}/users`, { email: 'ada@acme.example' });
  return { ws, name, id: String(bodyOf(invited).id), tokenId: String(tokenId) };
}

export function targetOf(path: string, { ws, id, tokenId }: Place): string {
  return path
    .slice('/admin'.length)
    .replace('{ws}', ws)
    .replace('{id}', id)
    .replace('{tokenId}', tokenId);
}

/** All that a table has, in order, but what each request notes. */
export async function storedIn(table: TestTable): Promise<readonly string[]> {
  const items = (await readAll(table)).filter(({ pk }) => !/^(?:ACTIVITY|TOKENUSE)#/.test(pk));
  return items.map((item) => JSON.stringify(Object.entries(item).sort())).sort();
}

/** How many items of each kind there are, whatever is in them; what each request notes is left out. */
export function kindsIn(items: readonly { readonly pk: string; readonly sk: string }[]) {
  const counts = new Map<string, number>();
  for (const { pk, sk } of items) {
    if (/^(?:ACTIVITY|TOKENUSE|COUNT)#/.test(pk)) continue;
    const kind = `${pk.split('#')[0]} ${sk.replace(/[^A-Z#].*$/, '')}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

export function differences(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): readonly unknown[] {
  const all = new Set([...before.keys(), ...after.keys()]);
  const changes = [...all].map((kind) => [kind, (after.get(kind) ?? 0) - (before.get(kind) ?? 0)]);
  return changes.filter(([, change]) => change !== 0).sort();
}
