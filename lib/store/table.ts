/** The table: what the stack deploys and what an emulator is given, from one definition. */

import { ACTIVITY_PREFIX, BOOKKEEPING_PARTITIONS, GSI1, GSI2 } from '#store/keys.ts';

/** A person across workspaces. */
const PEOPLE = { name: GSI1, partitionKey: 'gsi1pk', sortKey: 'gsi1sk' } as const;

/** What is not published yet, or not worked through. */
const UNFINISHED = { name: GSI2, partitionKey: 'gsi2pk', sortKey: 'gsi2sk' } as const;

export const TABLE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** KEYS_ONLY; strings, like every key. */
  indexes: [PEOPLE, UNFINISHED],
  peopleIndex: PEOPLE,
  unfinishedIndex: UNFINISHED,
  /** Seconds since 1970 after which DynamoDB removes an item, some day. */
  timeToLiveAttribute: 'expiresAt',
  bookkeepingPartitions: BOOKKEEPING_PARTITIONS,
  activityPrefix: ACTIVITY_PREFIX,
} as const;

/** Version of the items' form; the store upgrades older ones when it reads them. */
export const SCHEMA_VERSION = 1;

/** @throws {Error} where a newer deployment has written the item: this one must not touch it. */
export function checkSchemaVersion(item: Readonly<Record<string, unknown>>): void {
  if (item.schemaVersion !== SCHEMA_VERSION) {
    throw new Error(`item has schema version ${item.schemaVersion}, expected ${SCHEMA_VERSION}`);
  }
}
