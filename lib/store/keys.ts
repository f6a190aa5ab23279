/**
 * Every key of the table; those of groups stand in group-keys.ts. No other file builds or reads one;
 * README.md "Access patterns" lists them.
 *
 * A value that a client chose is hashed, so that it fits whatever its length, and cannot forge
 * another key. Ids are ours, and hold no `#`.
 */

import { sha256, shareOf } from '#directory/sha256.ts';

export const GSI1 = 'GSI1';
export const GSI2 = 'GSI2';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** `sk` lies BETWEEN these two: unlike `begins_with`, that costs the same on every emulator. */
export type Range = readonly [from: string, to: string];

export type ClaimKind = 'userName' | 'email' | 'displayName';
export type IndexedAttribute = 'externalId' | 'email';

/** Shards of a counter, and of the list of unfinished work. */
export const SHARDS = 16;

const ACTIVITY = 'ACTIVITY#';
export const workspace = (workspaceId: string) => `WORKSPACE#${workspaceId}`;
export const startingWith = (prefix: string): Range => [prefix, `${prefix}~`];
export const digest = (value: string) => sha256(value).toString('base64url');

/** The shard of an id: 0 to 15. */
export const shardOf = (id: string) => shareOf(id, SHARDS);
export const twoDigits = (shard: number) => String(shard).padStart(2, '0');

/** A1: a workspace. */
export const workspaceKey = (workspaceId: string): Key => ({
  pk: workspace(workspaceId),
  sk: 'WORKSPACE',
});

/** A2: the workspaces of the deployment. */
export const workspaceListKey = (workspaceId: string): Key => ({
  pk: 'WORKSPACES',
  sk: workspaceId,
});

/** A3: a user by id. */
export const userKey = (workspaceId: string, userId: string): Key => ({
  pk: workspace(workspaceId),
  sk: `USER#${userId}`,
});

/** A4: the users of a workspace, in order of creation. */
export const userRange = (workspaceId: string) =>
  ({ pk: workspace(workspaceId), range: startingWith('USER#') }) as const;

/** The id in the key of a user, wherever it stands: A3, A5, A13. */
export const userIdIn = ({ sk }: Key): string => sk.slice(sk.indexOf('#') + 1);

/** A5: a deleted user, while admins still see it. */
export const deletedUserKey = (workspaceId: string, userId: string): Key => ({
  pk: workspace(workspaceId),
  sk: `DELETED#${userId}`,
});

/** A5: the deleted users that admins still see, in order of creation. */
export const deletedUserRange = (workspaceId: string) =>
  ({ pk: workspace(workspaceId), range: startingWith('DELETED#') }) as const;

/** A13: a user while invited by hand: no key of SCIM leads there. */
export const manualUserKey = (workspaceId: string, userId: string): Key => ({
  pk: workspace(workspaceId),
  sk: `MANUAL#${userId}`,
});

/** A13: the users of a workspace that were invited by hand, in order of creation. */
export const manualUserRange = (workspaceId: string) =>
  ({ pk: workspace(workspaceId), range: startingWith('MANUAL#') }) as const;

/** A13: that a user invited by hand holds an e-mail; for admins alone. */
export const manualIndexKey = (workspaceId: string, email: string, userId: string): Key => ({
  pk: workspace(workspaceId),
  sk: `INDEX#MANUAL#email#${digest(email)}#${userId}`,
});

/** A13: the users invited by hand that hold an e-mail. */
export const manualIndexRange = (workspaceId: string, email: string) =>
  ({
    pk: workspace(workspaceId),
    range: startingWith(`INDEX#MANUAL#email#${digest(email)}#`),
  }) as const;

/** A6: the claim that keeps a value unique in its workspace; put it in the transaction that puts its owner. */
export const claimKey = (workspaceId: string, kind: ClaimKind, value: string): Key => ({
  pk: workspace(workspaceId),
  sk: `CLAIM#${kind}#${digest(value)}`,
});

/** A7: that a user holds a value of an attribute. Several may share an externalId or an e-mail. */
export const userIndexKey = (
  workspaceId: string,
  attribute: IndexedAttribute,
  value: string,
  userId: string,
): Key => ({
  pk: workspace(workspaceId),
  sk: `INDEX#USER#${attribute}#${digest(value)}#${userId}`,
});

/** A7: the users that hold a value. */
export const userIndexRange = (workspaceId: string, attribute: IndexedAttribute, value: string) =>
  ({
    pk: workspace(workspaceId),
    range: startingWith(`INDEX#USER#${attribute}#${digest(value)}#`),
  }) as const;

/** A7: the id in an index entry. */
export const indexedIdIn = ({ sk }: Key): string => sk.slice(sk.lastIndexOf('#') + 1);

/** A8: the shard of the user counter that counts a user. */
export const userCounterKey = (workspaceId: string, userId: string): Key => ({
  pk: `COUNT#${workspaceId}`,
  sk: `USER#${twoDigits(shardOf(userId))}`,
});

/** A8: all shards of the user counter. */
export const userCounterRange = (workspaceId: string) =>
  ({ pk: `COUNT#${workspaceId}`, range: startingWith('USER#') }) as const;

/** A8: the shard that counts a user invited by hand. */
export const manualCounterKey = (workspaceId: string, userId: string): Key => ({
  pk: `COUNT#${workspaceId}`,
  sk: `MANUAL#${twoDigits(shardOf(userId))}`,
});

/** A9: a record of the activity log, in order of time. */
export const activityKey = (workspaceId: string, recordId: string): Key => ({
  pk: `${ACTIVITY}${workspaceId}`,
  sk: recordId,
});

/** A10: where a walk through pages goes on. */
export const bookmarkKey = (
  workspaceId: string,
  tokenId: string,
  page: { resourceType: string; count: number; startIndex: number },
): Key => ({
  pk: `BOOKMARK#${workspaceId}`,
  sk: `${tokenId}#${page.resourceType}#${page.count}#${String(page.startIndex).padStart(16, '0')}`,
});

/**
 * Partitions that a function that only reads may write to; `*` stands for the workspace. The stack
 * puts them into its rights.
 */
export const BOOKKEEPING_PARTITIONS = ['ACTIVITY#*', 'BOOKMARK#*', 'TOKENUSE#*'] as const;

/** Begins the partitions of the activity log: what the stream's reader is asked to look at. */
export const ACTIVITY_PREFIX = 'ACTIVITY#';

/** A11 (GSI1): a person across workspaces, by identity e-mail; for the platform, never for an IdP. */
export const personIndexKey = (workspaceId: string, email: string, userId: string) => ({
  gsi1pk: `EMAIL#${digest(email)}`,
  gsi1sk: `WORKSPACE#${workspaceId}#USER#${userId}`,
});

/** A11 (GSI1): a person's places. */
export const personIndexRange = (email: string) => ({ gsi1pk: `EMAIL#${digest(email)}` });

/** A11 (GSI1): the workspace of a place. */
export const workspaceIdIn = ({ pk }: Key): string => pk.slice('WORKSPACE#'.length);

/** A12 (GSI2): work that is not finished. */
export const unfinishedIndexKey = (recordId: string, at: string) => ({
  gsi2pk: unfinishedShard(shardOf(recordId)),
  gsi2sk: at,
});

/** A12 (GSI2): one shard of the list of unfinished work, oldest first. */
export const unfinishedShard = (shard: number): string => `UNFINISHED#${shard}`;

/** A9: the records of a workspace behind one, up to another. */
export const activitySpan = (workspaceId: string, after: string, upTo = '~') =>
  ({ pk: `${ACTIVITY}${workspaceId}`, range: [`${after} `, upTo] }) as const;

/** A9: whose record it is, and which; undefined for the key of anything else. */
export const activityIdIn = ({ pk, sk }: Key) =>
  pk.startsWith(ACTIVITY) ? { workspaceId: pk.slice(ACTIVITY.length), id: sk } : undefined;

/** A19: what a token was last used for. */
export const tokenUseKey = (workspaceId: string, tokenId: string): Key => ({
  pk: `TOKENUSE#${workspaceId}`,
  sk: tokenId,
});

const EVERYTHING: Range = ['!', '~'];

/** A19: the tokens of a workspace that were ever used. */
export const tokenUseRange = (workspaceId: string) =>
  ({ pk: `TOKENUSE#${workspaceId}`, range: EVERYTHING }) as const;

/** A2: the workspaces behind an id, in order of it. */
export const workspaceListRange = { pk: 'WORKSPACES', range: EVERYTHING } as const;

/** A8: all counters of a workspace. */
export const counterRange = (workspaceId: string) =>
  ({ pk: `COUNT#${workspaceId}`, range: EVERYTHING }) as const;

/** A8: what a counter counts. */
export const countedBy = ({ sk }: Key): string => sk.slice(0, sk.indexOf('#'));

/** A9: the activity of a workspace. */
export const activityRange = (workspaceId: string) =>
  ({ pk: `ACTIVITY#${workspaceId}`, range: EVERYTHING }) as const;

/** A20: the partition of a workspace itself: users, claims, index entries, groups. */
export const workspacePartition = (workspaceId: string) =>
  ({ pk: workspace(workspaceId), range: EVERYTHING }) as const;

/** A20: whatever else belongs to a workspace, its groups' buckets aside. */
export const companionPartitions = (workspaceId: string) =>
  ['COUNT', 'BOOKMARK', 'TOKENUSE', 'ACTIVITY'].map(
    (kind) => ({ pk: `${kind}#${workspaceId}`, range: EVERYTHING }) as const,
  );

const KINDS = [
  ['user', /^(?:USER|MANUAL)#/],
  ['group', /^GROUP#/],
  ['claim', /^CLAIM#/],
  ['entry', /^INDEX#/],
  ['pending', /^PENDING#/],
] as const;

/** What an item of a workspace's own partition is: a repair looks at all of it. */
export const kindOfItem = ({ sk }: Key): (typeof KINDS)[number][0] | undefined =>
  KINDS.find(([, sort]) => sort.test(sk))?.[0];
