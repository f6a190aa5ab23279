/** Which work of a workspace is not done yet: the adapter of the PendingWork port. */

import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { sending } from '#aws-failure';
import type { PendingWork } from '#directory/group-ports.ts';
import { type Dynamo, getItem, queryKeys } from '#store/dynamo.ts';
import { pendingKey, pendingRange } from '#store/group-keys.ts';

export function dynamoPendingWork(dynamo: Dynamo): PendingWork {
  const { client, tableName: TableName } = dynamo;
  return {
    async end({ workspace }, recordId) {
      const Key = { ...pendingKey(workspace.id, recordId) };
      await sending(() => client.send(new DeleteCommand({ TableName, Key })));
    },
    async isPending({ workspace }, recordId) {
      return (await getItem(dynamo, pendingKey(workspace.id, recordId))) !== undefined;
    },
    async isAnyPending({ workspace }) {
      return (await queryKeys(dynamo, pendingRange(workspace.id), 1)).length > 0;
    },
  };
}
