import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { documentClient, SYSTEM } from '#compose/adapters.ts';
import { type TableRepair, tableRepair } from '#store/repair/repair-table.ts';

export type { Breach } from '#store/repair/breach.ts';
export type { TableRepair } from '#store/repair/repair-table.ts';

export interface RepairTarget {
  readonly tableName: string;
  readonly region?: string;
  /** A DynamoDB in place of that of AWS. */
  readonly endpoint?: string;
}

const LOCAL = {
  region: 'local',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

/** With the credentials of AWS that are at hand; an endpoint of one's own asks for none, and seldom for a region. */
export function openTableRepair({ tableName, region, endpoint }: RepairTarget): TableRepair {
  const local = { ...LOCAL, ...(region !== undefined && { region }), endpoint };
  const options = endpoint === undefined ? { region } : local;
  const client = documentClient(new DynamoDBClient(options));
  return tableRepair({ ...SYSTEM, client, tableName });
}
