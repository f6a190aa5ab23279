import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTable } from '#local/create-table.ts';
import { localClient } from '#local/local-client.ts';
import { useEmulator } from '../support/emulator.ts';

const emulator = useEmulator();

let client: DynamoDBClient;
let TableName: string;
beforeEach(() => {
  client = localClient(emulator.endpoint());
  TableName = randomUUID();
});
afterEach(() => client.destroy());

describe('the table', () => {
  it('has the keys, indexes and time to live of the deployed one', async () => {
    await createTable(client, TableName);

    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const { TimeToLiveDescription } = await client.send(
      new DescribeTimeToLiveCommand({ TableName }),
    );
    expect(Table?.KeySchema?.map(({ AttributeName }) => AttributeName)).toEqual(['pk', 'sk']);
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual([
      'GSI1',
      'GSI2',
    ]);
    expect(
      Table?.GlobalSecondaryIndexes?.map(({ Projection }) => Projection?.ProjectionType),
    ).toEqual(['KEYS_ONLY', 'KEYS_ONLY']);
    expect(TimeToLiveDescription?.AttributeName).toBe('expiresAt');
  });

  it('is made by several processes at once, by one of them', async () => {
    const made = Promise.all(Array.from({ length: 5 }, () => createTable(client, TableName)));

    await expect(made).resolves.toHaveLength(5);
  });

  it('has its time to live also where the process that made it was killed before', async () => {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      }),
    );

    await createTable(client, TableName);

    const command = new DescribeTimeToLiveCommand({ TableName });
    const { TimeToLiveDescription } = await client.send(command);
    expect(TimeToLiveDescription?.TimeToLiveStatus).toBe('ENABLED');
  });
});
