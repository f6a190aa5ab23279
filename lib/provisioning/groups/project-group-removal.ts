import type { Progress, RecordOf } from '#activity/ports.ts';
import { memberIdsIn } from '#directory/membership.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { settleMembers } from '#provisioning/groups/settle-members.ts';
import type { DeleteGroupPorts } from '#provisioning/ports.ts';

/**
 * Milliseconds after which no request is alive that may have seen things as they were before a change:
 * none lasts longer than 29 seconds, the one that made the change included.
 */
export const SETTLED_AFTER_MS = 60_000;

/**
 * Takes a deleted group out of its members. Its buckets go last, and not before a minute has passed:
 * until then a request that has seen the group may still add somebody.
 */
export async function removeGroup(
  ports: DeleteGroupPorts,
  context: WorkspaceContext,
  { id, at, work: { groupId } }: RecordOf<'removeGroup'>,
): Promise<Progress> {
  const isSettled = ports.now() >= Date.parse(at) + SETTLED_AFTER_MS;
  // Until the minute is over, what has been done once need not be looked at again.
  if (!isSettled && !(await ports.pending.isPending(context, id))) return 'more';
  const memberIds = memberIdsIn(await ports.groups.allBuckets(context, groupId));
  if (!(await settleMembers(ports, context, groupId, memberIds))) return 'more';
  await ports.pending.end(context, id);
  if (!isSettled) return 'more';
  const buckets = await ports.groups.allBuckets(context, groupId);
  const stored = buckets.filter(({ version }) => version > 0);
  if (stored.some(({ memberIds: left }) => left.size > 0)) return 'more';
  const isDropped = await ports.groups.dropBuckets(context, groupId, stored);
  return isDropped ? 'done' : 'more';
}
