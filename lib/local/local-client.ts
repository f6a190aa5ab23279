import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Requests to the emulator at once. */
const SOCKETS = 256;

/** The same for every process: DynamoDB Local keeps the tables of different keys apart. */
export function localClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: { httpAgent: { maxSockets: SOCKETS }, socketAcquisitionWarningTimeout: 60_000 },
  });
}
