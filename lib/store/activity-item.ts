/** A record of the activity log as it is written into the table. */

import type { ActivityRecord } from '#directory/activity-record.ts';
import { activityKey, type Key, unfinishedIndexKey } from '#store/keys.ts';
import { SCHEMA_VERSION } from '#store/table.ts';

/** Days for which a finished record is kept, where the deployment does not say. */
const DEFAULT_RETENTION_DAYS = 90;
const SECONDS_PER_DAY = 86_400;

/**
 * A record with events or work is unfinished until they are published and done: the index has it, and
 * it does not expire. One without is born finished.
 */
export function toActivityItem(
  workspaceId: string,
  record: ActivityRecord,
  retentionDays?: number,
): Key & Record<string, unknown> {
  const { id, at, events, work } = record;
  const isUnfinished = events.length > 0 || work !== undefined;
  return {
    ...activityKey(workspaceId, id),
    schemaVersion: SCHEMA_VERSION,
    record: JSON.stringify(record),
    ...(isUnfinished
      ? unfinishedIndexKey(id, at)
      : { expiresAt: expiry(Date.parse(at), retentionDays) }),
  };
}

/** @param from in milliseconds since 1970. @returns seconds since 1970. */
export function expiry(from: number, retentionDays = DEFAULT_RETENTION_DAYS): number {
  return Math.floor(from / 1000) + retentionDays * SECONDS_PER_DAY;
}
