/** The background work of groups: what a request begins, and the stream or the sweeper finishes. */

import type { Progress, RecordOf } from '#activity/ports.ts';
import type { ActivityRecord, Work } from '#directory/activity-record.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { removeGroup } from '#provisioning/groups/project-group-removal.ts';
import { projectMembers, projectTogether } from '#provisioning/groups/project-members.ts';
import { evaluateRoles } from '#provisioning/groups/project-roles.ts';
import { forgetUser } from '#provisioning/groups/project-user-removal.ts';
import type { UserPorts } from '#provisioning/ports.ts';

/** Milliseconds that an answer may wait for what could as well be done after it. */
const MAX_WAIT_MS = 15_000;

/**
 * As much as fits before the answer. Whatever fails here is no failure of the request, which has
 * committed: the record stays unfinished, and the sweeper comes back to it.
 */
export async function beginWork(
  ports: UserPorts,
  context: WorkspaceContext,
  records: readonly ActivityRecord[],
): Promise<void> {
  const deadline = Math.min(context.deadline, ports.now() + MAX_WAIT_MS);
  try {
    const inTime = { ...context, deadline };
    await projectTogether(ports, inTime, records.filter(isProjection));
    for (const record of records.filter((one) => !isProjection(one))) {
      if (record.work !== undefined) await workOn(ports, inTime, record);
    }
  } catch {
    // The record says what is left to do.
  }
}

function isProjection(record: ActivityRecord): record is RecordOf<'projectMembers'> {
  return record.work?.kind === 'projectMembers';
}

/** @returns `more` for work of another kind. */
export function workOn(
  ports: UserPorts,
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
