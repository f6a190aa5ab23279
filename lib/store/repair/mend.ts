import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { Randomness } from '#directory/ports.ts';
import { toBucketItem } from '#store/bucket-item.ts';
import { type Dynamo, ifItHolds } from '#store/dynamo.ts';
import { groupKey } from '#store/group-keys.ts';
import { recordWrites } from '#store/record-writes.ts';
import type { Mend } from '#store/repair/breach.ts';
import { commit } from '#store/transaction.ts';
import { doesNotExist, exists, type Write } from '#store/write.ts';

/** Milliseconds for which one mending is tried. */
const PATIENCE_MS = 10_000;

/** @returns false where what was found is not so any more: somebody has changed it since. */
export async function mendBreach(
  dynamo: Dynamo & Pick<Randomness, 'newId'>,
  mend: Mend,
): Promise<boolean> {
  if (mend.kind === 'index') return index(dynamo, mend);
  const outcome = await commit(dynamo, {
    writes: writesOf(dynamo, mend),
    token: dynamo.newId(),
    deadline: dynamo.now() + PATIENCE_MS,
    afterConflict: async () => undefined,
  });
  return outcome ?? true;
}

function writesOf(
  dynamo: Dynamo & Pick<Randomness, 'newId'>,
  mend: Exclude<Mend, { kind: 'index' }>,
): readonly Write<boolean>[] {
  if (mend.kind === 'project') return toWork(dynamo, mend);
  return mend.kind === 'refill' ? toBucket(dynamo, mend) : [toWrite(mend)];
}

/** A group that has been deleted since must not have a bucket again: nothing would lead to it. */
function toBucket(
  { now }: Dynamo,
  { workspaceId, groupId, bucket: number, memberIds }: Extract<Mend, { kind: 'refill' }>,
): readonly Write<boolean>[] {
  const bucket = { number, version: 1, updatedAt: new Date(now()).toISOString(), memberIds };
  const refused = () => false;
  return [
    { kind: 'check', key: groupKey(workspaceId, groupId), condition: exists, refused },
    {
      kind: 'put',
      item: toBucketItem(workspaceId, groupId, bucket),
      condition: doesNotExist,
      refused,
    },
  ];
}

/** A record of the log, as a large push of the group leaves one: stream and sweeper know what to do. */
function toWork(
  { now, newId }: Dynamo & Pick<Randomness, 'newId'>,
  { workspaceId, groupId, userIds }: Extract<Mend, { kind: 'project' }>,
): readonly Write<never>[] {
  const record: ActivityRecord = {
    id: newId(),
    workspaceId,
    at: new Date(now()).toISOString(),
    actor: { kind: 'system', name: 'repair' },
    operation: 'patch',
    resource: { type: 'Group', id: groupId },
    result: { status: 202 },
    changed: [],
    ignored: [],
    requestId: newId(),
    client: 'repair',
    events: [],
    work: { kind: 'projectMembers', groupId, userIds },
  };
  return recordWrites(workspaceId, record);
}

function toWrite(mend: Exclude<Mend, { kind: 'index' | 'project' | 'refill' }>): Write<boolean> {
  if (mend.kind === 'add') return mend;
  const { condition, ...change } = mend;
  return condition === undefined ? change : { ...change, condition, refused: () => false };
}

async function index(
  { client, tableName }: Dynamo,
  { key, person, condition }: Extract<Mend, { kind: 'index' }>,
): Promise<boolean> {
  const command = new UpdateCommand({
    TableName: tableName,
    Key: { ...key },
    UpdateExpression:
      person === undefined ? 'REMOVE gsi1pk, gsi1sk' : 'SET gsi1pk = :pk, gsi1sk = :sk',
    ConditionExpression: condition.expression,
    ExpressionAttributeNames: { ...condition.names },
    ExpressionAttributeValues: {
      ...condition.values,
      ...(person && { ':pk': person.gsi1pk, ':sk': person.gsi1sk }),
    },
  });
  return (await ifItHolds(() => client.send(command))) !== undefined;
}
