/** Puts together what a request changes in a group: the one transaction that it commits. */

import { type GroupChanges, groupRecords } from '#activity/group-record.ts';
import type { Work } from '#directory/activity-record.ts';
import type { Group } from '#directory/group.ts';
import type { GroupChange } from '#directory/group-ports.ts';
import {
  BUCKETS,
  type Bucket,
  type BucketChange,
  bucketOf,
  changeBuckets,
  MAX_BUCKET_MEMBERS,
  MAX_CHANGES,
  MAX_GROUPS_OF_USER,
  MAX_MEMBERS,
  type MembershipChange,
} from '#directory/membership.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { changeMembers, type MemberChanges } from '#provisioning/groups/change-members.ts';
import type { PlanPorts } from '#provisioning/ports.ts';
import { tooMany } from '#scim/scim-error.ts';

/** Users who change in the transaction itself; of more, the projection takes care. */
const MAX_USERS_AT_ONCE = 15;
/** Ids in a bucket from which on the whole group is counted: one of 100,000 has more in each. */
const COUNTED_BUCKET = 1400;

/** What a request would make of a group. */
export interface Intent {
  readonly operation: GroupChanges['operation'];
  readonly before?: Group;
  readonly after?: Group;
  readonly changed: readonly string[];
  readonly membership: MembershipChange;
  /** Those that the membership touches, at least. */
  readonly buckets: readonly Bucket[];
  /** Whether the change holds for this one version of the group and all of its members. */
  readonly isConditional: boolean;
  readonly ignored: readonly string[];
  readonly status: number;
  /** What is left to do after it, but for the projection of its members. */
  readonly work?: Work;
}

/**
 * @throws {ScimError} `tooMany` (400) for more members than a request may change, or a group may have.
 */
export async function planChange(
  ports: PlanPorts,
  context: WorkspaceContext,
  intent: Intent,
): Promise<GroupChange> {
  const { before, after, membership, buckets, isConditional } = intent;
  const groupId = String((after ?? before)?.id);
  const updatedAt = new Date(ports.now()).toISOString();
  const changes = changeBuckets(buckets, membership, updatedAt);
  await checkSize(ports, context, groupId, intent, changes);
  const { users, records } = await changeUsers(ports, context, groupId, intent);
  const ownRecords = groupRecords(ports, context, {
    ...intent,
    added: withVersions(membership.added, changes),
    removed: withVersions(membership.removed, changes),
    projection: isSmall(membership) ? 'done' : 'to do',
  });
  return {
    writeId: ports.newId(),
    groupId,
    before,
    after,
    isConditional,
    buckets: isConditional ? withChecks(buckets, changes) : changes,
    users,
    records: [...ownRecords, ...records],
  };
}

function isSmall({ added, removed }: MembershipChange): boolean {
  return added.length + removed.length <= MAX_USERS_AT_ONCE;
}

async function checkSize(
  { groups }: PlanPorts,
  context: WorkspaceContext,
  groupId: string,
  { membership, buckets }: Intent,
  changes: readonly BucketChange[],
): Promise<void> {
  const { added, removed } = membership;
  if (Math.max(added.length, removed.length) > MAX_CHANGES) {
    throw tooMany(
      `one request may add ${MAX_CHANGES} members and remove as many: use several PATCH requests`,
    );
  }
  if (added.length === 0) return;
  const fullest = Math.max(...changes.map(({ after }) => after.memberIds.size));
  const all =
    fullest > COUNTED_BUCKET && buckets.length < BUCKETS
      ? await groups.allBuckets(context, groupId)
      : buckets;
  const size = all.reduce((sum, { memberIds }) => sum + memberIds.size, 0);
  if (fullest > MAX_BUCKET_MEMBERS || size + added.length - removed.length > MAX_MEMBERS) {
    throw tooMany(`a group may have ${MAX_MEMBERS} members: split it in the identity provider`);
  }
}

/** @throws {ScimError} `tooMany` (400) for a user with more groups than one may have. */
async function changeUsers(
  ports: PlanPorts,
  context: WorkspaceContext,
  groupId: string,
  { membership, after }: Intent,
): Promise<MemberChanges> {
  const { added, removed } = membership;
  if (!isSmall(membership) || added.length + removed.length === 0)
    return { users: [], records: [] };
  const comers = new Set(added);
  const users = await ports.users.getMany(context, [...added, ...removed]);
  const states = users.map((user) => ({ user, isMember: comers.has(user.id) }));
  if (states.some(({ user, isMember }) => isMember && user.groupIds.size >= MAX_GROUPS_OF_USER)) {
    throw tooMany(`a user may be a member of ${MAX_GROUPS_OF_USER} groups`);
  }
  const names = after && new Map([[groupId, String(after.resource.displayName)]]);
  return changeMembers(ports, context, groupId, states, names);
}

/** The version that the change gives to the bucket of each. */
function withVersions(ids: readonly string[], changes: readonly BucketChange[]) {
  const versions = new Map(changes.map(({ after }) => [after.number, after.version]));
  return ids.map((userId) => ({ userId, version: versions.get(bucketOf(userId)) ?? 0 }));
}

function withChecks(
  buckets: readonly Bucket[],
  changes: readonly BucketChange[],
): readonly BucketChange[] {
  const changed = new Map(changes.map((change) => [change.before.number, change]));
  return buckets.map((bucket) => changed.get(bucket.number) ?? { before: bucket, after: bucket });
}
