/** What an activity record writes: itself, and that its work is pending. */

import type { ActivityRecord, Work } from '#directory/activity-record.ts';
import { pendingKey } from '#store/group-keys.ts';
import { SCHEMA_VERSION } from '#store/table.ts';
import type { Write } from '#store/write.ts';

/** Work that decides roles: until it is done, the workspace says that roles are pending. */
const DECIDES_ROLES: ReadonlySet<Work['kind']> = new Set([
  'projectMembers',
  'removeGroup',
  'evaluateRoles',
]);

/** Goes into the transaction of the change that the record is about. */
export function recordWrites(workspaceId: string, record: ActivityRecord): readonly Write<never>[] {
  const put = { kind: 'record', workspaceId, record } as const;
  if (record.work === undefined || !DECIDES_ROLES.has(record.work.kind)) return [put];
  const item = { ...pendingKey(workspaceId, record.id), schemaVersion: SCHEMA_VERSION };
  return [put, { kind: 'put', item }];
}
