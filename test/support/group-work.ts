/** The sweeper of a test, as far as groups are concerned: it comes as often as there is work, and waits. */

import type { Progress } from '#activity/ports.ts';
import { systemContext } from '#auth/mint-context.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { Workspace } from '#directory/workspace.ts';
import { workOn } from '#provisioning/groups/work.ts';
import { dynamoOutbox } from '#store/outbox.ts';
import { readAll } from './invariants.ts';
import type { Stores } from './stores.ts';
import { aWorkspace } from './workspaces.ts';

const MINUTE_MS = 60_000;
const MAX_SWEEPS = 20;

/** Works until nothing is left to do. @returns how often it had to come. */
export async function finishWork(
  stores: Stores,
  workspace: Workspace = aWorkspace(),
): Promise<number> {
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep += 1) {
    const records = await unfinishedWork(stores);
    if (records.length === 0) return sweep;
    for (const record of records) await workOnce(stores, workspace, record);
    stores.clock.advance(MINUTE_MS);
  }
  throw new Error(`there is work left after ${MAX_SWEEPS} sweeps`);
}

export async function workOnce(
  stores: Stores,
  workspace: Workspace,
  record: ActivityRecord,
): Promise<Progress> {
  const deadline = stores.clock.now() + MINUTE_MS;
  const context = systemContext(workspace, 'publisher', record.requestId, deadline);
  const progress = await workOn(stores.ports, context, record);
  if (progress === 'done') await outboxOf(stores).finish(record);
  return progress;
}

export async function unfinishedWork({ table }: Stores): Promise<readonly ActivityRecord[]> {
  const items = await readAll(table);
  return items
    .filter(({ pk, gsi2pk }) => pk.startsWith('ACTIVITY#') && gsi2pk !== undefined)
    .map(({ record }) => JSON.parse(String(record)) as ActivityRecord)
    .filter(({ work }) => work !== undefined);
}

function outboxOf({ table, clock }: Stores) {
  return dynamoOutbox({ ...table, ...clock, random: Math.random });
}
