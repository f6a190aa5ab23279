/** A user who is deleted leaves all groups. */

import type { Work } from '#directory/activity-record.ts';
import type { GroupMembership } from '#directory/membership.ts';
import { bucketOf, changeBuckets } from '#directory/membership.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { DeleteUserPorts } from '#provisioning/ports.ts';

/** Groups that the transaction of a deletion has room for. */
const MAX_GROUPS_AT_ONCE = 50;

export interface Leaving {
  /** What changes in the same transaction. */
  readonly memberships: readonly GroupMembership[];
  /** Of a user with more groups than that: all of them. */
  readonly work?: Work;
}

/** A group whose change of members is not projected yet, the projection itself takes the user out of. */
export async function leaveGroups(
  { groups, now }: Pick<DeleteUserPorts, 'groups' | 'now'>,
  context: WorkspaceContext,
  { id: userId, groupIds: ids }: User,
): Promise<Leaving> {
  const groupIds = [...ids];
  if (groupIds.length > MAX_GROUPS_AT_ONCE) {
    return { memberships: [], work: { kind: 'forgetUser', userId, groupIds } };
  }
  if (groupIds.length === 0) return { memberships: [] };
  const updatedAt = new Date(now()).toISOString();
  const buckets = await groups.bucketInEach(context, groupIds, bucketOf(userId));
  const memberships = buckets.flatMap((bucket, index) => {
    if (!bucket.memberIds.has(userId)) return [];
    const changes = changeBuckets([bucket], { added: [], removed: [userId] }, updatedAt);
    return changes.map((change) => ({ groupId: String(groupIds[index]), bucket: change }));
  });
  return { memberships };
}
