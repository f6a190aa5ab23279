import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FailedToken, UsedToken } from '#directory/ports.ts';
import { TOKEN_USE_MS } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, ifItHolds } from '#store/dynamo.ts';
import { tokenUseKey } from '#store/keys.ts';
import { SCHEMA_VERSION } from '#store/table.ts';

/** Writes down what a token is used for. Other functions write too: what is younger than five minutes stays. */
export async function noteTokenUse(
  { client, tableName, now }: Dynamo,
  { workspace }: WorkspaceContext,
  use: UsedToken | FailedToken,
): Promise<void> {
  const { age, sets, names, values } = 'lastFailure' in use ? failed(use) : used(use);
  const command = new UpdateCommand({
    TableName: tableName,
    Key: { ...tokenUseKey(workspace.id, use.tokenId) },
    UpdateExpression: `SET schemaVersion = :schemaVersion, ${sets}`,
    ConditionExpression: `attribute_not_exists(${age}) OR ${age} < :stale`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: {
      ':schemaVersion': SCHEMA_VERSION,
      ':stale': new Date(now() - TOKEN_USE_MS).toISOString(),
      ...values,
    },
  });
  await ifItHolds(() => client.send(command));
}

const used = ({ lastUsedAt, client }: UsedToken) => ({
  age: '#used',
  sets: '#used = :used, #client = :client',
  names: { '#used': 'lastUsedAt', '#client': 'client' },
  values: { ':used': lastUsedAt, ':client': client },
});

const failed = ({ lastFailure }: FailedToken) => ({
  age: 'lastFailure.#at',
  sets: 'lastFailure = :failure',
  names: { '#at': 'at' },
  values: { ':failure': lastFailure },
});
