/** The deployed handlers in this process, over a table of their own, with the demo workspaces in it. */

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { DEFAULT_ADMIN_RULES } from '#auth/admin-rules.ts';
import { provideAdapters, SYSTEM } from '#compose/adapters.ts';
import { seedPorts } from '#compose/administration-ports.ts';
import type { Clock } from '#directory/ports.ts';
import type { LogEntry } from '#http/ports.ts';
import { memoryVault } from '#local/memory-vault.ts';
import { seed } from '#local/seed.ts';
import { type TestTable, useEmulator } from './emulator.ts';
import { refusedRights, underRights } from './iam.ts';
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
  /** Below `/admin`, as an admin of the platform unless the invocation says otherwise. */
  readonly admin: (
    method: string,
    target: string,
    body?: unknown,
    invocation?: Partial<Invocation>,
  ) => Promise<APIGatewayProxyStructuredResultV2>;
}

/** The words of an authorizer, as API Gateway writes them. */
export const PLATFORM_ADMIN = { iam: { userArn: 'arn:aws:iam::111122223333:role/platform' } };
export const workspaceAdmin = (workspaceId: string, sub = 'admin-1') => ({
  jwt: {
    claims: { sub, scope: 'rollcall:admin', rollcall_workspace: workspaceId },
    scopes: null,
  },
});

/**
 * One for each test file: a function keeps what it was given at its first request.
 *
 * @param through what the handlers' calls to the database go through.
 * @param parts what stands in the place of the system's.
 */
export function useDeployment(
  through: (client: DynamoDBDocumentClient) => DynamoDBDocumentClient = underRights,
  parts: Partial<Clock> = {},
): Deployment {
  const emulator = useEmulator();
  const logged: LogEntry[] = [];
  let table: TestTable;
  let tokens: ReadonlyMap<string, string>;
  beforeAll(async () => {
    table = await emulator.newTable();
    provideAdapters({
      ...SYSTEM,
      ...parts,
      database: through(table.client),
      tableName: table.tableName,
      vault: memoryVault(),
      log: (entry) => logged.push(entry),
      baseUrl: (host) => `https://${host}/scim/v2`,
      maxWalk: 10_000,
      adminRules: DEFAULT_ADMIN_RULES,
    });
    const workspaces = await seed(seedPorts());
    tokens = new Map(workspaces.map(({ id, token }) => [id, token]));
  });
  afterAll(() => {
    // IAM would have answered with a failure that a test may have taken for another.
    expect([...refusedRights]).toEqual([]);
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
        body: textOf(body),
      }),
    admin: (method, target, body, invocation) =>
      invoke({
        method,
        target: `/admin${target}`,
        body: textOf(body),
        authorizer: PLATFORM_ADMIN,
        ...invocation,
      }),
  };
}

function textOf(body: unknown): string | undefined {
  return body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
}
