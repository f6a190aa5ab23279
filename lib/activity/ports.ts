/** What publishing and background work need from outside. */

import type { EventMessage } from '#activity/message.ts';
import type { ActivityRecord, Work } from '#directory/activity-record.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/** What became of a message: on the bus, or not, and by which code of the bus. */
export type Delivery =
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed'; readonly code: string };

export interface EventBus {
  /** @returns what became of each message, in their order. It does not throw where the bus is away. */
  put(messages: readonly EventMessage[]): Promise<readonly Delivery[]>;
}

/** A record whose events are not all published, or whose work is not all done. */
export interface UnfinishedRecord {
  readonly record: ActivityRecord;
  /** Its events are on the bus; what is left is its work. */
  readonly isPublished: boolean;
}

/** Names a record; from the stream and the index, never from a client. */
export type RecordKey = Pick<ActivityRecord, 'workspaceId' | 'id'>;

/** A page of the index of unfinished records, oldest first. */
export interface UnfinishedPage {
  readonly keys: readonly RecordKey[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}

/**
 * The unfinished records of all workspaces. Publisher and sweeper alone have it, and they get every
 * key from the table itself.
 *
 * All of them throw `TryAgain`.
 */
export interface Outbox {
  /**
   * @param shard 0 to 15.
   * @param before records from then on are left out, in milliseconds since 1970.
   */
  page(shard: number, before: number, from?: string): Promise<UnfinishedPage>;
  /** Strongly consistent: a record that is finished by now is left out, and so is one that is gone. */
  read(keys: readonly RecordKey[]): Promise<readonly UnfinishedRecord[]>;
  /** So that a record whose work takes long is not published again by every sweep. */
  markPublished(key: RecordKey): Promise<void>;
  /** Takes the record out of the index; from now on it expires. Does nothing where it is finished. */
  finish(key: RecordKey): Promise<void>;
}

/** A record that has work of a kind. */
export type RecordOf<Kind extends Work['kind']> = ActivityRecord & {
  readonly work: Extract<Work, { readonly kind: Kind }>;
};

/** `more`: begun, or not yet possible; the sweeper comes back to it. */
export type Progress = 'done' | 'more';

/**
 * Does the work of a record, or as much of it as fits before `context.deadline`. It may run twice, late
 * and in parallel, and is begun again where it was left.
 */
export type Worker<Ports, Kind extends Work['kind']> = (
  ports: Ports,
  context: WorkspaceContext,
  record: RecordOf<Kind>,
) => Promise<Progress>;

/** The workers of a deployment, with their ports; `lib/compose/workers.ts` puts them together. */
export type Workers = {
  readonly [Kind in Work['kind']]: (
    context: WorkspaceContext,
    record: RecordOf<Kind>,
  ) => Promise<Progress>;
};
