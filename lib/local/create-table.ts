import {
  CreateTableCommand,
  type DynamoDBClient,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { TABLE } from '#store/table.ts';

/**
 * Makes the table from the definition that the stack deploys, or what is missing of it. Several
 * processes may do so at once.
 *
 * @throws {Error} `AbortError` when the signal says that it takes too long.
 */
export async function createTable(
  client: DynamoDBClient,
  TableName: string,
  abortSignal?: AbortSignal,
): Promise<void> {
  const { partitionKey, sortKey, indexes, timeToLiveAttribute } = TABLE;
  const keys = [{ partitionKey, sortKey }, ...indexes];
  const command = new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(TABLE),
    AttributeDefinitions: keys
      .flatMap((key) => [key.partitionKey, key.sortKey])
      .map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(index),
      Projection: { ProjectionType: 'KEYS_ONLY' as const },
    })),
  });
  const TimeToLiveSpecification = { AttributeName: timeToLiveAttribute, Enabled: true };
  const timeToLive = new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification });
  await unless('ResourceInUseException', client.send(command, { abortSignal }));
  // It is refused where it is enabled already.
  await unless('ValidationException', client.send(timeToLive, { abortSignal }));
}

async function unless(name: string, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if ((error as Error).name !== name) throw error;
  }
}

function keySchema(key: { readonly partitionKey: string; readonly sortKey: string }) {
  return [
    { AttributeName: key.partitionKey, KeyType: 'HASH' as const },
    { AttributeName: key.sortKey, KeyType: 'RANGE' as const },
  ];
}
