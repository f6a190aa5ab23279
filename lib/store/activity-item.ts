/** A record of the activity log in the table. */

import * as v from 'valibot';
import type { UnfinishedRecord } from '#activity/ports.ts';
import type { LoggedRecord } from '#directory/activity-history.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { Item } from '#store/dynamo.ts';
import { json } from '#store/json-attribute.ts';
import { activityKey, type Key, unfinishedIndexKey } from '#store/keys.ts';
import { checkSchemaVersion, SCHEMA_VERSION } from '#store/table.ts';

/** Days for which a finished record is kept, where the deployment does not say. */
const DEFAULT_RETENTION_DAYS = 90;
const SECONDS_PER_DAY = 86_400;

const ActivityItem = v.object({
  record: json<ActivityRecord>(),
  gsi2pk: v.optional(v.string()),
  publishedAt: v.optional(v.number()),
  /** How many equal records it stands for. */
  repeats: v.optional(v.number(), 1),
});

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

/** @returns undefined for a record that is finished. */
export function fromUnfinishedItem(item: Item): UnfinishedRecord | undefined {
  checkSchemaVersion(item);
  const { record, gsi2pk, publishedAt } = v.parse(ActivityItem, item);
  return gsi2pk === undefined ? undefined : { record, isPublished: publishedAt !== undefined };
}

/** @throws {Error} for an item that this version did not write. */
export function fromActivityItem(item: Item): LoggedRecord {
  checkSchemaVersion(item);
  const { record, gsi2pk, publishedAt, repeats } = v.parse(ActivityItem, item);
  const pending = publishedAt === undefined && record.events.length > 0 ? 'publishing' : 'working';
  return { record, repeats, state: gsi2pk === undefined ? 'finished' : pending };
}

/** @param from in milliseconds since 1970. @returns seconds since 1970. */
export function expiry(from: number, retentionDays = DEFAULT_RETENTION_DAYS): number {
  return Math.floor(from / 1000) + retentionDays * SECONDS_PER_DAY;
}
