/** The sweeper of a test, as far as groups are concerned: it comes as often as there is work, and waits. */

import type { Progress, RecordOf } from '#activity/ports.ts';
import { systemContext } from '#auth/mint-context.ts';
import type { ActivityRecord, Work } from '#directory/activity-record.ts';
import type { Workspace } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { removeGroup } from '#provisioning/groups/project-group-removal.ts';
import { projectMembers } from '#provisioning/groups/project-members.ts';
import { evaluateRoles } from '#provisioning/groups/project-roles.ts';
import { forgetUser } from '#provisioning/groups/project-user-removal.ts';
import type { WorkPorts } from '#provisioning/ports.ts';
import { readAll } from './invariants.ts';
import type { Stores } from './stores.ts';
import { outboxStore } from './whole-stores.ts';
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

/** As `lib/compose/workers.ts` has it, over ports of a test. @returns `more` for work of another kind. */
export function workOn(
  ports: WorkPorts,
  context: WorkspaceContext,
  record: ActivityRecord,
): Promise<Progress> {
  const { kind } = record.work as Work;
  switch (kind) {
    case 'projectMembers':
      return projectMembers(ports, context, record as RecordOf<typeof kind>);
    case 'removeGroup':
      return removeGroup(ports, context, record as RecordOf<typeof kind>);
    case 'forgetUser':
      return forgetUser(ports, context, record as RecordOf<typeof kind>);
    case 'evaluateRoles':
      return evaluateRoles(ports, context, record as RecordOf<typeof kind>);
    default:
      return Promise.resolve('more');
  }
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
  return outboxStore({ ...table, ...clock, random: Math.random });
}
