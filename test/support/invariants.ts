/**
 * The invariants of the table, checked over every item of it (HARD-CASES, "Invariant checker"):
 *
 * I1 every user and group has exactly the claims and index entries that its keys ask for; I2 there are no
 * others; I3 no two users of a workspace share a userName; I4 buckets and users agree on memberships; I5
 * the counters add up; I6 every version has its activity record, and nobody is gone but by a delete; I7 no
 * key is another workspace's.
 *
 * Users who were invited by hand count like the others, each in their place; a role is what its source
 * says.
 *
 * Besides: every item says which form it has; the index of persons has who has an identity e-mail, and
 * nobody else; what is kept of a deleted user is inactive and expires.
 */

import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { User } from '#directory/user.ts';
import { userKeys } from '#mapping/keys.ts';
import { claimKey, type Key, personIndexKey } from '#store/keys.ts';
import { SCHEMA_VERSION } from '#store/table.ts';
import { claimsOf } from '#store/user-claims.ts';
import { counterOf, entriesOf, homeOf } from '#store/user-home.ts';
import { fromUserItem } from '#store/user-item.ts';
import type { TestTable } from './emulator.ts';
import {
  counterOfGroup,
  type GroupIn,
  groupsIn,
  keysOfGroup,
  wrongGroupKeys,
  wrongMemberships,
} from './group-invariants.ts';
import { wrongHistories } from './histories.ts';

export type Item = Readonly<Record<string, unknown>> & Key;

interface Inhabitant {
  readonly workspaceId: string;
  readonly user: User;
}

/** @returns a sentence for each breach; none where all is well. */
export async function brokenInvariants(table: TestTable): Promise<readonly string[]> {
  return breachesIn(await readAll(table));
}

/** @param items all of the table. */
export function breachesIn(items: readonly Item[]): readonly string[] {
  const inhabitants = items.filter(isLiveUser).map((item) => ({
    workspaceId: item.pk.slice('WORKSPACE#'.length),
    user: fromUserItem(item).user,
  }));
  const groups = groupsIn(items);
  const records = recordsIn(items);
  const living = [
    ...inhabitants.map(({ workspaceId, user: { id, version } }) => ({
      ...{ workspaceId, type: 'User' as const, id, version },
    })),
    ...groups.map(({ workspaceId, group: { id, version } }) => ({
      ...{ workspaceId, type: 'Group' as const, id, version },
    })),
  ];
  return [
    ...formless(items),
    ...wrongKeys(inhabitants),
    ...wrongGroupKeys(groups),
    ...wrongClaimsAndEntries(items, inhabitants, groups),
    ...wrongMemberships(items, inhabitants, records),
    ...wrongHomes(items, inhabitants),
    ...wrongRoles(inhabitants),
    ...sharedNames(inhabitants),
    ...wrongPersons(items, inhabitants),
    ...wrongRemains(items),
    ...wrongCounters(items, inhabitants, groups),
    ...wrongRecords(records),
    ...wrongHistories(living, records),
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
  return pk.startsWith('WORKSPACE#') && /^(?:USER|MANUAL)#/.test(sk);
}

function isRemains({ pk, sk }: Item): boolean {
  return pk.startsWith('WORKSPACE#') && sk.startsWith('DELETED#');
}

/** The records of the activity log, of all workspaces. */
export function recordsIn(items: readonly Item[]) {
  return items
    .filter(({ pk }) => pk.startsWith('ACTIVITY#'))
    .map(({ pk, record }) => ({
      workspaceId: pk.slice('ACTIVITY#'.length),
      record: JSON.parse(String(record)) as ActivityRecord,
    }));
}

/** Every item says by which version of the items' form it is to be read. */
function formless(items: readonly Item[]): string[] {
  return items
    .filter(({ schemaVersion }) => {
      const version = Number(schemaVersion);
      return !Number.isInteger(schemaVersion) || version < 1 || version > SCHEMA_VERSION;
    })
    .map((item) => `${text(item)} has the schema version ${item.schemaVersion}`);
}

/** The keys are those of the resource, and so is whether the user is active. */
function wrongKeys(inhabitants: readonly Inhabitant[]): string[] {
  return inhabitants
    .filter(({ user }) => {
      const { keys, resource, active } = user;
      const expected = userKeys(resource, keys.isEmailUnique);
      return JSON.stringify(expected) !== JSON.stringify(keys) || active !== resource.active;
    })
    .map(({ user }) => `user ${user.id} is not what its resource says`);
}

/** I1, I2, I7: exactly what the users ask for, each pointing back. */
function wrongClaimsAndEntries(
  items: readonly Item[],
  inhabitants: readonly Inhabitant[],
  groups: readonly GroupIn[],
): string[] {
  const expected = new Map<string, string>();
  for (const group of groups) {
    for (const key of keysOfGroup(group)) expected.set(text(key), group.group.id);
  }
  for (const { workspaceId, user } of inhabitants) {
    for (const { kind, value } of claimsOf(user.keys)) {
      expected.set(text(claimKey(workspaceId, kind, value)), user.id);
    }
    for (const key of entriesOf(workspaceId, user)) expected.set(text(key), user.id);
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

/** Who was invited by hand stands where SCIM does not look, and their claims say so; nobody stands twice. */
function wrongHomes(items: readonly Item[], inhabitants: readonly Inhabitant[]): string[] {
  const stands = new Map(items.map((item) => [text(item), item]));
  const ids = inhabitants.map(({ workspaceId, user }) => `${workspaceId} ${user.id}`);
  return [
    ...repeated(ids).map((id) => `${id} stands twice`),
    ...inhabitants.flatMap(({ workspaceId, user }) => {
      const isManual = user.provisionedBy === 'manual';
      const claims = claimsOf(user.keys).map(({ kind, value }) =>
        stands.get(text(claimKey(workspaceId, kind, value))),
      );
      const isHome = stands.has(text(homeOf(workspaceId, user)));
      const areRight = claims.every((claim) => (claim?.provisionedBy === 'manual') === isManual);
      return isHome && areRight ? [] : [`user ${user.id} is not kept as ${user.provisionedBy}`];
    }),
  ];
}

/** A role is what its source says. */
function wrongRoles(inhabitants: readonly Inhabitant[]): string[] {
  return inhabitants
    .filter(({ user: { role } }) => {
      if (role === undefined || role.source === 'app') return false;
      const { value, source, lastFromIdp, lastFromGroup } = role;
      if (source === 'idp') return value !== lastFromIdp;
      if (source === 'group') return lastFromIdp !== undefined || value !== lastFromGroup;
      return lastFromIdp !== undefined || lastFromGroup !== undefined;
    })
    .map(({ user }) => `user ${user.id} has a role that is not from its source`);
}

/** I3. */
function sharedNames(inhabitants: readonly Inhabitant[]): string[] {
  const names = inhabitants.map(({ workspaceId, user }) => `${workspaceId} ${user.keys.userName}`);
  return repeated(names).map((name) => `${name} is shared`);
}

function repeated(texts: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return texts.filter((one) => seen.size === seen.add(one).size);
}

/** Everybody with an identity e-mail is found by it, under their own workspace and id; nobody else is. */
function wrongPersons(items: readonly Item[], inhabitants: readonly Inhabitant[]): string[] {
  const expected = new Map<string, string>();
  for (const { workspaceId, user } of inhabitants) {
    const { email } = user.keys;
    if (email === undefined) continue;
    const { gsi1pk, gsi1sk } = personIndexKey(workspaceId, email, user.id);
    expected.set(text(homeOf(workspaceId, user)), `${gsi1pk} ${gsi1sk}`);
  }
  return items
    .map((item) => ({ item, indexed: indexKeyOf(item), wanted: expected.get(text(item)) }))
    .filter(({ indexed, wanted }) => indexed !== wanted)
    .map(({ item, indexed, wanted }) => `${text(item)} is indexed as ${indexed}, not ${wanted}`);
}

function indexKeyOf({ gsi1pk, gsi1sk }: Item): string | undefined {
  return gsi1pk === undefined && gsi1sk === undefined ? undefined : `${gsi1pk} ${gsi1sk}`;
}

/** What is kept of a deleted user is inactive, and goes some day; the user does not live on. */
function wrongRemains(items: readonly Item[]): string[] {
  const living = new Set(items.filter(isLiveUser).map(text));
  return items.filter(isRemains).flatMap((item) => {
    const { active, resource, deletedAt, expiresAt } = item;
    const diedAt = Date.parse(String(deletedAt)) / 1000;
    return [
      ...(active === false ? [] : ['is active']),
      ...(JSON.parse(String(resource)).active === false ? [] : ['is active in its resource']),
      ...(Number.isFinite(diedAt) ? [] : [`was deleted at ${deletedAt}`]),
      ...(typeof expiresAt === 'number' && expiresAt > diedAt ? [] : [`expires at ${expiresAt}`]),
      ...(['USER', 'MANUAL'].some((home) => living.has(text(item).replace('DELETED', home)))
        ? ['is live too']
        : []),
    ].map((breach) => `${text(item)} ${breach}`);
  });
}

/** I5: every shard counts exactly the users, or the groups, that belong to it. */
function wrongCounters(
  items: readonly Item[],
  inhabitants: readonly Inhabitant[],
  groups: readonly GroupIn[],
): string[] {
  const expected = new Map<string, number>();
  const counters = [
    ...inhabitants.map(({ workspaceId, user }) => counterOf(workspaceId, user)),
    ...groups.map(counterOfGroup),
  ];
  for (const key of counters.map(text)) expected.set(key, (expected.get(key) ?? 0) + 1);
  const stored = items.filter(({ pk }) => pk.startsWith('COUNT#'));
  const counted = new Map(stored.map((item) => [text(item), Number(item.total)]));
  return [...new Set([...expected.keys(), ...counted.keys()])]
    .filter((key) => (expected.get(key) ?? 0) !== (counted.get(key) ?? 0))
    .map((key) => `${key} counts ${counted.get(key)}, but there are ${expected.get(key) ?? 0}`);
}

/** A record says whose it is, so that it can be read alone. */
function wrongRecords(records: ReturnType<typeof recordsIn>): string[] {
  return records
    .filter(({ workspaceId, record }) => record.workspaceId !== workspaceId)
    .map(({ workspaceId, record }) => `a record of ${workspaceId} names ${record.workspaceId}`);
}

function text({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}
