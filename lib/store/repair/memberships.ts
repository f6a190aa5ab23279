/**
 * I4: the buckets of a group against what its members say. The buckets are the truth, and the background
 * work that brings users into line with them does so here too: with their roles, versions and events.
 *
 * A bucket that is not there at all was never written, or is lost: an emptied one stays, as long as its
 * group does. So where users say that they are in it, it is lost, and they are the best witnesses left.
 */

import { chunksOf } from '#directory/chunks-of.ts';
import { bucketOf, byBucket } from '#directory/membership.ts';
import type { Breach } from '#store/repair/breach.ts';
import type { WorkspaceContents } from '#store/repair/workspace-contents.ts';

/** Users of one activity record. */
const MAX_USERS = 1000;

/** Buckets of a group that is gone have no key that leads to them, and are not looked for. */
export function membershipBreaches(
  workspaceId: string,
  contents: WorkspaceContents,
): readonly Breach[] {
  const awaited = awaitedIn(contents);
  const byUsers = groupsOfUsers(contents);
  const groupIds = [...new Set([...contents.buckets.keys(), ...byUsers.keys()])];
  return groupIds
    .filter((groupId) => !awaited.has(groupId))
    .flatMap((groupId) => {
      const inGroup = membersIn(contents, groupId);
      const differing = differences(inGroup, byUsers.get(groupId) ?? new Set());
      const strangers = strangersIn(contents, groupId);
      const open = differing.filter(
        (userId) => !awaited.has(nameOf(groupId, userId)) && !strangers.includes(userId),
      );
      const isLost = lostFrom(contents, groupId);
      const known = open.filter((userId) => !isLost(userId));
      return [
        ...disagreements(workspaceId, groupId, known),
        ...misplaced(groupId, strangers),
        ...lostBuckets(workspaceId, groupId, open.filter(isLost)),
        ...lostChanges(groupId, changingIn(contents, groupId).filter(isLost)),
      ];
    });
}

/** Of a group that is there: whether the bucket that would have this user is not. */
function lostFrom({ buckets }: WorkspaceContents, groupId: string): (userId: string) => boolean {
  const stored = buckets.get(groupId)?.map(({ number }) => number);
  return (userId) => stored !== undefined && !stored.includes(bucketOf(userId));
}

/** Who was in it and does not say so is not known. */
function lostBuckets(
  workspaceId: string,
  groupId: string,
  userIds: readonly string[],
): readonly Breach[] {
  return [...byBucket(userIds)].map(([bucket, memberIds]) => ({
    sentence: `group ${groupId} has lost bucket ${bucket} of its members; ${memberIds.length} users say that they are in it`,
    mend: { kind: 'refill', workspaceId, groupId, bucket, memberIds: new Set(memberIds) },
  }));
}

/** What these users were to become stood in the bucket alone. The work that is left takes them out. */
function lostChanges(groupId: string, userIds: readonly string[]): readonly Breach[] {
  if (userIds.length === 0) return [];
  const what = `group ${groupId} has lost what a change of ${userIds.length} members was to be`;
  return [{ sentence: `${what}: have the identity provider push it again` }];
}

function disagreements(
  workspaceId: string,
  groupId: string,
  userIds: readonly string[],
): readonly Breach[] {
  return chunksOf(MAX_USERS, userIds).map((some) => ({
    sentence: `group ${groupId} and its members disagree about ${some.length} memberships`,
    mend: { kind: 'project', workspaceId, groupId, userIds: some },
  }));
}

/** Ids in a wrong bucket. The background work looks into the right one alone, and would settle nothing. */
function strangersIn({ buckets }: WorkspaceContents, groupId: string): readonly string[] {
  return (buckets.get(groupId) ?? []).flatMap(({ number, memberIds }) =>
    [...memberIds].filter((id) => bucketOf(id) !== number),
  );
}

/** Nothing that runs makes one: what it was meant to be is not known. */
function misplaced(groupId: string, strangers: readonly string[]): readonly Breach[] {
  if (strangers.length === 0) return [];
  const what = `group ${groupId} has ${strangers.length} members in a wrong bucket`;
  return [{ sentence: `${what}: have the identity provider push it again` }];
}

/** Of a group that is gone, nobody is a member. */
function membersIn({ buckets }: WorkspaceContents, groupId: string): ReadonlySet<string> {
  return new Set((buckets.get(groupId) ?? []).flatMap(({ memberIds }) => [...memberIds]));
}

function groupsOfUsers({ users }: WorkspaceContents): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { user } of users) {
    for (const groupId of user.groupIds) {
      const members = groups.get(groupId) ?? new Set();
      groups.set(groupId, members.add(user.id));
    }
  }
  return groups;
}

function differences(one: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] {
  return [...[...one].filter((id) => !other.has(id)), ...[...other].filter((id) => !one.has(id))];
}

/** What work that is still to be done will put right: a group as a whole, or one membership. */
function awaitedIn({ pending }: WorkspaceContents): ReadonlySet<string> {
  return new Set(
    pending.flatMap(({ work }) => {
      if (work?.kind === 'removeGroup') return [work.groupId];
      if (work?.kind !== 'projectMembers') return [];
      return work.userIds.map((userId) => nameOf(work.groupId, userId));
    }),
  );
}

/** Whose membership work that is still to be done is about. */
function changingIn({ pending }: WorkspaceContents, groupId: string): readonly string[] {
  return pending.flatMap(({ work }) =>
    work?.kind === 'projectMembers' && work.groupId === groupId ? work.userIds : [],
  );
}

function nameOf(groupId: string, userId: string): string {
  return `${groupId} ${userId}`;
}
