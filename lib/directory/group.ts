/** A group of a workspace, as stored: its own attributes. Its members are kept apart, in buckets. */

import type { JsonObject } from '#directory/user.ts';

export interface Group {
  /** UUIDv7, so that groups sort in order of creation. */
  readonly id: string;
  /** Of the attributes here; 1 at first. Each bucket of members has a version of its own. */
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly keys: GroupKeys;
  /** The normalised SCIM resource without `members`; opaque here. */
  readonly resource: JsonObject;
}

/** What a group is found by and kept unique by; the store only hashes them. */
export interface GroupKeys {
  /** Folded: unique in the workspace without regard to case. */
  readonly displayName: string;
  /** As the client sent it: it is compared exactly. */
  readonly externalId?: string;
}

/** What can be looked up by key. */
export type GroupLookUp = Readonly<{ by: 'id' | 'displayName' | 'externalId'; value: string }>;
