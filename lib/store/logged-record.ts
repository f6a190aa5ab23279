/** A record of the activity log as it is read from the table. */

import * as v from 'valibot';
import type { UnfinishedRecord } from '#activity/ports.ts';
import type { LoggedRecord } from '#directory/activity-history.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { Item } from '#store/dynamo.ts';
import { json } from '#store/json-attribute.ts';
import { checkSchemaVersion } from '#store/table.ts';

const ActivityItem = v.object({
  record: json<ActivityRecord>(),
  gsi2pk: v.optional(v.string()),
  publishedAt: v.optional(v.number()),
  /** How many equal records it stands for. */
  repeats: v.optional(v.number(), 1),
});

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
