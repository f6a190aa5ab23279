/** The workspace that is measured: one emulator, one table, and the users that grow in it. */

import { systemContext } from '#auth/mint-context.ts';
import { documentClient, SYSTEM } from '#compose/adapters.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Emulator, startEmulator } from '#local/emulator.ts';
import { availableEmulator } from '#local/emulator-command.ts';
import { localClient } from '#local/local-client.ts';
import type { TestTable } from '#test/support/emulator.ts';
import { workspaceStore } from '#test/support/whole-stores.ts';
import { emptyPopulation, type Population } from './population.ts';

export interface MeasuredWorkspace {
  readonly emulator: Emulator;
  readonly table: TestTable;
  readonly population: Population;
}

/** What `npm start` calls them. */
const TABLE_NAME = 'rollcall';
export const WORKSPACE_ID = 'standard-demo';

const FILL_TIMEOUT_MS = 30 * 60 * 1000;

/** With an empty emulator: an endpoint makes the table, and the workspace in it. */
export async function openWorkspace(): Promise<MeasuredWorkspace> {
  const emulator = await startEmulator(availableEmulator());
  const table = { client: documentClient(localClient(emulator.endpoint)), tableName: TABLE_NAME };
  return { emulator, table, population: emptyPopulation() };
}

/** To write in it below the HTTP layer. @throws {Error} where no endpoint has made it yet. */
export async function contextOf({ table }: MeasuredWorkspace): Promise<WorkspaceContext> {
  const workspace = await workspaceStore({ ...table, ...SYSTEM }).read(WORKSPACE_ID);
  if (workspace === undefined) throw new Error(`there is no workspace ${WORKSPACE_ID}`);
  return systemContext(workspace, 'bench', SYSTEM.newId(), SYSTEM.now() + FILL_TIMEOUT_MS);
}

/** The processes of the run that use it. */
export function environmentOf({ emulator }: Pick<MeasuredWorkspace, 'emulator'>) {
  return { DYNAMODB_ENDPOINT: emulator.endpoint, TABLE_NAME };
}
