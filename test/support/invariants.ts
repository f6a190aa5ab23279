/**
 * The invariants of the table, checked over every item of it:
 *
 * I1 every user has exactly the claims and index entries that its keys ask for; I2 there are no others;
 * I3 no two users of a workspace share a userName; I5 the counters add up; I6 every version of a user
 * has exactly one activity record; I7 no user's key is another workspace's. (I4 is about groups.)
 */

import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { User } from '#directory/user.ts';
import { userKeys } from '#mapping/keys.ts';
import { claimKey, type Key, userCounterKey, userIndexKey } from '#store/keys.ts';
import { fromUserItem } from '#store/user-item.ts';
import { claimsOf } from '#store/user-writes.ts';
import type { TestTable } from './emulator.ts';

type Item = Readonly<Record<string, unknown>> & Key;

interface Inhabitant {
  readonly workspaceId: string;
  readonly user: User;
}

/** @returns a sentence for each breach; none where all is well. */
export async function brokenInvariants(table: TestTable): Promise<readonly string[]> {
  const items = await readAll(table);
  const inhabitants = items.filter(isLiveUser).map((item) => ({
    workspaceId: item.pk.slice('WORKSPACE#'.length),
    user: fromUserItem(item).user,
  }));
  return [
    ...wrongKeys(inhabitants),
    ...wrongClaimsAndEntries(items, inhabitants),
    ...sharedNames(inhabitants),
    ...wrongCounters(items, inhabitants),
    ...wrongRecords(items, inhabitants),
  ];
}

export async function readAll({ client, tableName }: TestTable): Promise<readonly Item[]> {
  const items: Item[] = [];
  const pages = paginateScan({ client }, { TableName: tableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) items.push(...(Items as Item[]));
  return items;
}

/** The records of the activity log, of all workspaces. */
export async function readRecords(table: TestTable): Promise<readonly ActivityRecord[]> {
  return recordsIn(await readAll(table)).map(({ record }) => record);
}

function isLiveUser({ pk, sk }: Item): boolean {
  return pk.startsWith('WORKSPACE#') && sk.startsWith('USER#');
}

function recordsIn(items: readonly Item[]) {
  return items
    .filter(({ pk }) => pk.startsWith('ACTIVITY#'))
    .map(({ pk, record }) => ({
      workspaceId: pk.slice('ACTIVITY#'.length),
      record: JSON.parse(String(record)) as ActivityRecord,
    }));
}

/** The keys are those of the resource. */
function wrongKeys(inhabitants: readonly Inhabitant[]): string[] {
  return inhabitants
    .filter(({ user }) => {
      const { isEmailUnique } = user.keys;
      const expected = userKeys(user.resource, isEmailUnique);
      return JSON.stringify(expected) !== JSON.stringify(user.keys);
    })
    .map(({ user }) => `user ${user.id} has keys that its resource does not have`);
}

/** I1, I2, I7: exactly what the users ask for, each pointing back. */
function wrongClaimsAndEntries(
  items: readonly Item[],
  inhabitants: readonly Inhabitant[],
): string[] {
  const expected = new Map<string, string>();
  for (const { workspaceId, user } of inhabitants) {
    for (const { kind, value } of claimsOf(user.keys)) {
      expected.set(text(claimKey(workspaceId, kind, value)), user.id);
    }
    for (const key of entryKeys(workspaceId, user)) expected.set(text(key), user.id);
  }
  const actual = new Map(
    items
      .filter(({ sk }) => sk.startsWith('CLAIM#') || sk.startsWith('INDEX#'))
      .map((item) => [text(item), String(item.ownerId ?? item.sk.split('#').at(-1))]),
  );
  const lacking = [...expected].filter(([key, id]) => actual.get(key) !== id);
  const orphaned = [...actual].filter(([key]) => !expected.has(key));
  return [
    ...lacking.map(([key, id]) => `user ${id} lacks ${key}`),
    ...orphaned.map(([key, id]) => `${key} belongs to ${id}, which does not have it`),
  ];
}

function entryKeys(workspaceId: string, { id, keys }: User): Key[] {
  const emails = keys.emails.map((value) => userIndexKey(workspaceId, 'email', value, id));
  if (keys.externalId === undefined) return emails;
  return [...emails, userIndexKey(workspaceId, 'externalId', keys.externalId, id)];
}

/** I3. */
function sharedNames(inhabitants: readonly Inhabitant[]): string[] {
  const names = inhabitants.map(({ workspaceId, user }) => `${workspaceId} ${user.keys.userName}`);
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => `${name} is shared`);
}

/** I5: every shard counts exactly the users that belong to it. */
function wrongCounters(items: readonly Item[], inhabitants: readonly Inhabitant[]): string[] {
  const expected = new Map<string, number>();
  for (const { workspaceId, user } of inhabitants) {
    const key = text(userCounterKey(workspaceId, user.id));
    expected.set(key, (expected.get(key) ?? 0) + 1);
  }
  const counters = items.filter(({ pk }) => pk.startsWith('COUNT#'));
  const counted = new Map(counters.map((item) => [text(item), Number(item.total)]));
  return [...new Set([...expected.keys(), ...counted.keys()])]
    .filter((key) => (expected.get(key) ?? 0) !== (counted.get(key) ?? 0))
    .map((key) => `${key} counts ${counted.get(key)}, but there are ${expected.get(key) ?? 0}`);
}

/** I6: versions 1 to n, each once. */
function wrongRecords(items: readonly Item[], inhabitants: readonly Inhabitant[]): string[] {
  const versions = new Map<string, number[]>();
  for (const { workspaceId, record } of recordsIn(items)) {
    if (record.version === undefined) continue;
    const key = `${workspaceId} ${record.resource?.id}`;
    versions.set(key, [...(versions.get(key) ?? []), record.version]);
  }
  return inhabitants.flatMap(({ workspaceId, user }) => {
    const recorded = (versions.get(`${workspaceId} ${user.id}`) ?? []).sort((a, b) => a - b);
    const expected = Array.from({ length: user.version }, (_, index) => index + 1);
    if (recorded.join() === expected.join()) return [];
    return [`user ${user.id} has version ${user.version}, but records of ${recorded.join()}`];
  });
}

function text({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}
