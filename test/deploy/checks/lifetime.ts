import assert from 'node:assert/strict';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Cloud } from '../cloud.ts';
import { REGION } from '../emulator.ts';

/** A deployment without a change touches nothing. */
export async function checkRedeployment({ cdk, outputs }: Cloud): Promise<void> {
  const again = await cdk.deploy();

  assert.match(again.said, /no changes/, 'CloudFormation finds nothing to do');
  assert.deepEqual(again.outputs, outputs, 'everything stands where it stood');
}

/** What is removed is gone; what holds data stays. */
export async function checkRemoval({ cdk, url, outputs, emulator }: Cloud): Promise<void> {
  await cdk.destroy();

  const answer = await fetch(`${url}/scim/v2/ServiceProviderConfig`);
  assert.notEqual(answer.headers.get('content-type'), 'application/scim+json', 'the API is gone');
  const client = new DynamoDBClient({
    region: REGION,
    endpoint: `http://127.0.0.1:${emulator.port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { Table } = await client.send(new DescribeTableCommand({ TableName: outputs.TableName }));
  assert.equal(Table?.TableStatus, 'ACTIVE', 'the table is still there');
  assert.ok(Number(Table?.ItemCount) > 0, 'with what is in it');
}
