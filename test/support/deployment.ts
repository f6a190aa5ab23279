/** The deployed handlers in this process, over a table of their own, with the demo workspaces in it. */

import { beforeAll } from '@jest/globals';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { provideAdapters, SYSTEM } from '#compose/adapters.ts';
import { administrationPorts } from '#compose/administration-ports.ts';
import type { LogEntry } from '#http/ports.ts';
import { memoryVault } from '#local/memory-vault.ts';
import { seed } from '#local/seed.ts';
import { type TestTable, useEmulator } from './emulator.ts';
import { type Invocation, invoke } from './invoke.ts';

export interface Deployment {
  readonly table: () => TestTable;
  /** The token of a demo workspace: `standard-demo`, `modernloop-demo`, `modjo-demo`. */
  readonly token: (workspaceId?: string) => string;
  /** What has been logged so far. */
  readonly logged: readonly LogEntry[];
  /** With the token of `standard-demo`, unless the headers say otherwise. */
  readonly send: (
    method: string,
    target: string,
    body?: unknown,
    headers?: Invocation['headers'],
  ) => Promise<APIGatewayProxyStructuredResultV2>;
}

/** One for each test file: a function keeps what it was given at its first request. */
export function useDeployment(): Deployment {
  const emulator = useEmulator();
  const logged: LogEntry[] = [];
  let table: TestTable;
  let tokens: ReadonlyMap<string, string>;
  beforeAll(async () => {
    table = await emulator.newTable();
    provideAdapters({
      ...SYSTEM,
      database: table.client,
      tableName: table.tableName,
      vault: memoryVault(),
      log: (entry) => logged.push(entry),
      baseUrl: (host) => `https://${host}/scim/v2`,
      maxWalk: 10_000,
    });
    const workspaces = await seed(administrationPorts());
    tokens = new Map(workspaces.map(({ id, token }) => [id, token]));
  });
  const token = (workspaceId = 'standard-demo') => tokens.get(workspaceId) ?? '';
  return {
    table: () => table,
    token,
    logged,
    send: (method, target, body, headers = { authorization: `Bearer ${token()}` }) =>
      invoke({
        method,
        target: `/scim/v2${target}`,
        headers,
        body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}
