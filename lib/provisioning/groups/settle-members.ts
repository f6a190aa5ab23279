/** Brings users into line with the buckets of a group: the buckets are the truth. */

import { chunksOf } from '#directory/chunks-of.ts';
import type { GroupChange } from '#directory/group-ports.ts';
import { type Bucket, byBucket, changeBuckets } from '#directory/membership.ts';
import { untilDecided } from '#directory/until-decided.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { changeMembers } from '#provisioning/groups/change-members.ts';
import type { SettlePorts } from '#provisioning/ports.ts';

/** Users that one transaction changes, each with a record of a role: at most 100 items in all. */
const BATCH_SIZE = 40;
/** Bytes of users and records in one transaction: DynamoDB counts whole items, and takes 4 MB. */
const MAX_BATCH_BYTES = 2_000_000;
/** Of a group's id in the item of a user. */
const ID_BYTES = 16;
/** Buckets that are worked on at once. */
const LANES = 8;

/**
 * Gives these users the membership and the role that they should have. Of a group that is gone they are
 * no members; who is gone leaves the bucket. It may run twice, late and in parallel.
 *
 * @returns false where the deadline came first.
 * @throws {TryAgain}
 */
export async function settleMembers(
  ports: SettlePorts,
  context: WorkspaceContext,
  groupId: string,
  userIds: readonly string[],
): Promise<boolean> {
  const buckets = [...byBucket(userIds)];
  // Two transactions of one bucket would meet: each bucket has its batches one after the other.
  return inLanes(ports, context, buckets, async ([number, ids]) => {
    for (const batch of chunksOf(BATCH_SIZE, ids)) {
      if (ports.now() > context.deadline) return false;
      await settleBatch(ports, context, groupId, number, batch);
    }
    return true;
  });
}

/** @returns whether all of the work was done before the deadline. */
export async function inLanes<Entry>(
  { now }: SettlePorts,
  { deadline }: WorkspaceContext,
  entries: readonly Entry[],
  work: (entry: Entry) => Promise<boolean>,
): Promise<boolean> {
  const left = [...entries];
  const runLane = async (): Promise<boolean> => {
    for (let entry = left.shift(); entry !== undefined; entry = left.shift()) {
      if (now() > deadline || !(await work(entry))) return false;
    }
    return true;
  };
  // Where one fails, the others are waited for: nothing may go on after the answer.
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, runLane));
  const failed = lanes.find((lane) => lane.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return lanes.every((lane) => lane.status === 'fulfilled' && lane.value);
}

async function settleBatch(
  ports: SettlePorts,
  context: WorkspaceContext,
  groupId: string,
  number: number,
  userIds: readonly string[],
): Promise<void> {
  await untilDecided(ports, context, async () => {
    const change = await planBatch(ports, context, groupId, number, userIds);
    if (change === undefined) return true;
    if (userIds.length > 1 && bytesOf(change) > MAX_BATCH_BYTES) {
      for (const half of chunksOf(Math.ceil(userIds.length / 2), userIds)) {
        await settleBatch(ports, context, groupId, number, half);
      }
      return true;
    }
    const { kind } = await ports.groups.change(context, change);
    return kind === 'done' ? true : undefined;
  });
}

function bytesOf({ users, records }: GroupChange): number {
  const items = users.map(({ after }) => after);
  const ids = items.reduce((sum, { groupIds }) => sum + groupIds.size * ID_BYTES, 0);
  return ids + Buffer.byteLength(JSON.stringify([items, records]));
}

/** @returns undefined where there is nothing to change. */
async function planBatch(
  ports: SettlePorts,
  context: WorkspaceContext,
  groupId: string,
  number: number,
  userIds: readonly string[],
): Promise<GroupChange | undefined> {
  const { group, buckets } = await ports.groups.getWithBuckets(context, groupId, [number]);
  const bucket = buckets[0] as Bucket;
  const found = await ports.users.getMany(context, userIds);
  const isMember = ({ id }: User) => group !== undefined && bucket.memberIds.has(id);
  const states = found.map((user) => ({ user, isMember: isMember(user) }));
  const { users, records } = await changeMembers(ports, context, groupId, states);
  const present = new Set(group === undefined ? [] : found.map(({ id }) => id));
  const removed = userIds.filter((id) => bucket.memberIds.has(id) && !present.has(id));
  if (users.length === 0 && removed.length === 0) return undefined;
  const updatedAt = new Date(ports.now()).toISOString();
  const [leaving = { before: bucket, after: bucket }] = changeBuckets(
    buckets,
    { added: [], removed },
    updatedAt,
  );
  return { writeId: ports.newId(), groupId, buckets: [leaving], users, records };
}
