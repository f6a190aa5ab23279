import { DescribeTableCommand, DescribeTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { checkSchemaVersion, SCHEMA_VERSION, TABLE } from '#store/table.ts';
import { useEmulator } from '#test/support/emulator.ts';

describe('the table', () => {
  const emulator = useEmulator();

  it('is created as it is defined', async () => {
    const { client, tableName } = await emulator.newTable();

    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));

    expect(Table?.KeySchema).toEqual([
      { AttributeName: TABLE.partitionKey, KeyType: 'HASH' },
      { AttributeName: TABLE.sortKey, KeyType: 'RANGE' },
    ]);
    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    const indexes = (Table?.GlobalSecondaryIndexes ?? []).map((index) => ({
      name: index.IndexName,
      keys: index.KeySchema?.map(({ AttributeName }) => AttributeName),
      projection: index.Projection?.ProjectionType,
    }));
    expect(indexes.sort((a, b) => String(a.name).localeCompare(String(b.name)))).toEqual(
      TABLE.indexes.map(({ name, partitionKey, sortKey }) => ({
        name,
        keys: [partitionKey, sortKey],
        projection: 'KEYS_ONLY',
      })),
    );
    const types = new Set(Table?.AttributeDefinitions?.map(({ AttributeType }) => AttributeType));
    expect([...types]).toEqual(['S']);
  });

  it('expires items by the attribute that is defined for it', async () => {
    const { client, tableName } = await emulator.newTable();

    const command = new DescribeTimeToLiveCommand({ TableName: tableName });
    const { TimeToLiveDescription } = await client.send(command);

    expect(TimeToLiveDescription?.AttributeName).toBe(TABLE.timeToLiveAttribute);
  });
});

describe('the schema version of an item', () => {
  it('is taken as this deployment writes it', () => {
    expect(() => checkSchemaVersion({ schemaVersion: SCHEMA_VERSION })).not.toThrow();
  });

  it.each([SCHEMA_VERSION + 1, undefined, '1', 0])('is refused as %p', (schemaVersion) => {
    expect(() => checkSchemaVersion({ schemaVersion })).toThrow('schema version');
  });
});
