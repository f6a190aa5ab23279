/**
 * Work that is too large for a request, in small: a group's members in one item, and what each user has
 * of it in one of their own, written in the background.
 */

import { eventOf, SCIM_EVENTS } from '#activity/events.ts';
import type { RecordOf } from '#activity/ports.ts';
import { changeRecord } from '#activity/record.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, getItem, type Item } from '#store/dynamo.ts';
import type { Key } from '#store/keys.ts';
import { commit } from '#store/transaction.ts';
import { doesNotExist, hasVersion, type Write } from '#store/write.ts';
import type { UserPorts } from '../../support/user-ports.ts';

export const GROUP_ID = 'group-1';
export const groupKey: Key = { pk: 'the group', sk: 'members' };
export const memberKey = (userId: string): Key => ({ pk: 'membership', sk: userId });

export function membersOf(item: Item | undefined): readonly string[] {
  return item === undefined ? [] : JSON.parse(String(item.members));
}

/** Adds the user to the group, or removes them; the record of it has the work to tell the user. */
export async function changeMembership(
  ports: UserPorts & Dynamo,
  context: WorkspaceContext,
  userId: string,
): Promise<void> {
  const before = await getItem(ports, groupKey);
  const version = Number(before?.version ?? 0) + 1;
  const isMember = membersOf(before).includes(userId);
  const others = membersOf(before).filter((id) => id !== userId);
  const data = {
    groupId: GROUP_ID,
    externalId: null,
    displayName: 'Group',
    changedAttributes: ['members'],
    cause: 'scim',
    scimEvent: SCIM_EVENTS.patch,
    members: [{ userId, version }],
  } as const;
  const plain = { ...data, changedAttributes: ['members'], members: [...data.members] };
  const record = changeRecord(ports, context, {
    operation: 'patch',
    resource: { type: 'Group', id: GROUP_ID },
    version,
    status: 200,
    changed: ['members'],
    events: [eventOf(isMember ? 'Group Members Removed' : 'Group Members Added', plain)],
    work: { kind: 'projectMembers', groupId: GROUP_ID, userIds: [userId] },
  });
  const members = JSON.stringify(isMember ? others : [...others, userId]);
  const condition = before === undefined ? doesNotExist : hasVersion(version - 1);
  await write(ports, context, record.id, [
    { kind: 'put', item: { ...groupKey, version, members }, condition, refused: () => false },
    { kind: 'record', workspaceId: context.workspace.id, record },
  ]);
}

/** Ends in the truth however often, late and in parallel it runs. */
export async function projectMembership(
  dynamo: Dynamo,
  context: WorkspaceContext,
  record: RecordOf<'projectMembers'>,
): Promise<'done' | 'more'> {
  for (const userId of record.work.userIds) {
    const group = await getItem(dynamo, groupKey);
    const before = await getItem(dynamo, memberKey(userId));
    const version = Number(group?.version);
    if (Number(before?.version ?? 0) >= version) continue;
    const isMember = membersOf(group).includes(userId);
    const condition = before === undefined ? doesNotExist : hasVersion(Number(before.version));
    const item = { ...memberKey(userId), version, isMember };
    const token = `${record.id} ${userId} ${version} ${before?.version}`;
    const refused = () => false;
    const isDone = await write(dynamo, context, token, [{ kind: 'put', item, condition, refused }]);
    if (!isDone) return 'more';
  }
  return 'done';
}

async function write(
  dynamo: Dynamo,
  { deadline }: WorkspaceContext,
  token: string,
  writes: readonly Write<boolean>[],
): Promise<boolean> {
  const afterConflict = async () => undefined;
  return (await commit(dynamo, { writes, token, deadline, afterConflict })) ?? true;
}
