import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { Randomness } from '#directory/ports.ts';
import { type Dynamo, ifItHolds } from '#store/dynamo.ts';
import { recordWrites } from '#store/record-writes.ts';
import type { Mend } from '#store/repair/breach.ts';
import { commit } from '#store/transaction.ts';
import type { Write } from '#store/write.ts';

/** Milliseconds for which one mending is tried. */
const PATIENCE_MS = 10_000;

/** @returns false where what was found is not so any more: somebody has changed it since. */
export async function mendBreach(
  dynamo: Dynamo & Pick<Randomness, 'newId'>,
  mend: Mend,
): Promise<boolean> {
  if (mend.kind === 'index') return index(dynamo, mend);
  const outcome = await commit(dynamo, {
    writes: mend.kind === 'project' ? toWork(dynamo, mend) : [toWrite(mend)],
    token: dynamo.newId(),
    deadline: dynamo.now() + PATIENCE_MS,
    afterConflict: async () => undefined,
  });
  return outcome ?? true;
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

function toWrite(mend: Exclude<Mend, { kind: 'index' | 'project' }>): Write<boolean> {
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
