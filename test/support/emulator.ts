/** Emulators for tests: one for each test file, a table of its own for each test. */

import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from '@jest/globals';
import { documentClient } from '#compose/adapters.ts';
import { createTable } from '#local/create-table.ts';
import { type Emulator, startEmulator } from '#local/emulator.ts';
import { availableEmulator, type EmulatorCommand } from '#local/emulator-command.ts';
import { localClient } from '#local/local-client.ts';

export interface TestTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

export interface TestEmulator {
  readonly endpoint: () => string;
  /** A new, empty table. */
  readonly newTable: () => Promise<TestTable>;
}

/** Starts an emulator before the tests of the file and stops it after them. */
export function useEmulator(command: EmulatorCommand = availableEmulator()): TestEmulator {
  let emulator: Emulator;
  let client: DynamoDBClient;
  beforeAll(async () => {
    emulator = await startEmulator(command);
    client = localClient(emulator.endpoint);
  });
  afterAll(async () => {
    client.destroy();
    await emulator.stop();
  });
  return {
    endpoint: () => emulator.endpoint,
    async newTable() {
      const tableName = `test-${randomUUID()}`;
      await createTable(client, tableName);
      return { client: documentClient(client), tableName };
    },
  };
}
