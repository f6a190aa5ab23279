/** A record of the activity log in the table. */

import type { ActivityRecord } from '#directory/activity-record.ts';
import { activityKey, type Key, unfinishedIndexKey } from '#store/keys.ts';
import { SCHEMA_VERSION } from '#store/table.ts';

/** Days for which a finished record is kept. */
const KEPT_DAYS = 90;
const SECONDS_PER_DAY = 86_400;

/**
 * A record with events or work is unfinished until they are published and done: the index has it, and
 * it does not expire. One without is born finished.
 */
export function toActivityItem(
  workspaceId: string,
  record: ActivityRecord,
): Key & Record<string, unknown> {
  const { id, at, events, work } = record;
  const isUnfinished = events.length > 0 || work !== undefined;
  return {
    ...activityKey(workspaceId, id),
    schemaVersion: SCHEMA_VERSION,
    record: JSON.stringify(record),
    ...(isUnfinished ? unfinishedIndexKey(id, at) : { expiresAt: expiry(at) }),
  };
}

function expiry(at: string): number {
  return Math.floor(Date.parse(at) / 1000) + KEPT_DAYS * SECONDS_PER_DAY;
}
