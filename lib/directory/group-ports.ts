/** What groups need from outside: where they are kept, and which of their work is not done yet. */

import type { ActivityRecord } from '#directory/activity-record.ts';
import type { Group, GroupLookUp } from '#directory/group.ts';
import type { Bucket, BucketChange } from '#directory/membership.ts';
import type { ChangeOutcome, PageRequest } from '#directory/ports.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/** Some groups in order of id. */
export interface GroupPage {
  readonly groups: readonly Group[];
  /** Bytes of the stored resources. */
  readonly bytes: number;
  /** Whether groups follow. */
  readonly more: boolean;
}

/** All that one request changes: it commits whole or not at all. At most 100 items. */
export interface GroupChange {
  /** A new UUID, the same for every attempt. */
  readonly writeId: string;
  readonly groupId: string;
  /** Absent for a create. */
  readonly before?: Group;
  /** Absent for a delete. The very same as `before` where only members change; both may be absent then. */
  readonly after?: Group;
  /** Whether the change depends on the version of a group that it does not write. */
  readonly isConditional?: boolean;
  /** Those that change, and those that the change depends on. */
  readonly buckets: readonly BucketChange[];
  /** The users that change with it; each must still have the version of `before`. */
  readonly users: readonly UserChange[];
  /** By the first of them, where there is one, a change whose answer was lost is known again. */
  readonly records: readonly ActivityRecord[];
}

export interface UserChange {
  readonly before: User;
  /** Differs in groups, role, version and time alone. */
  readonly after: User;
}

/**
 * Groups of one workspace. Everything is read strongly consistent; every change commits whole, with
 * its activity records, or not at all.
 *
 * All of them throw `TryAgain`.
 */
export interface GroupStore {
  /** `changed`: a version is another by now, of the group, a bucket or a user. */
  change(context: WorkspaceContext, change: GroupChange): Promise<ChangeOutcome>;
  get(context: WorkspaceContext, id: string): Promise<Group | undefined>;
  /** Those of the groups that are there, in the order of the ids. */
  getMany(context: WorkspaceContext, ids: readonly string[]): Promise<readonly Group[]>;
  /** A group and some of its buckets, in one read where there are at most 99. */
  getWithBuckets(
    context: WorkspaceContext,
    id: string,
    numbers: readonly number[],
  ): Promise<{ readonly group: Group | undefined; readonly buckets: readonly Bucket[] }>;
  /** All buckets of a group, 64 of them, whether they are stored or not. */
  allBuckets(context: WorkspaceContext, id: string): Promise<readonly Bucket[]>;
  /** One bucket of each of several groups, in the order of the ids. */
  bucketInEach(
    context: WorkspaceContext,
    ids: readonly string[],
    number: number,
  ): Promise<readonly Bucket[]>;
  /** Forgets the buckets of a deleted group, each if it has not changed since. @returns whether it did. */
  dropBuckets(context: WorkspaceContext, id: string, buckets: readonly Bucket[]): Promise<boolean>;
  /** A key look-up: costs the same however many groups there are. At most `limit` groups. */
  find(context: WorkspaceContext, lookUp: GroupLookUp, limit: number): Promise<GroupPage>;
  /** The id of the group of a name. @param displayName folded. */
  idNamed(context: WorkspaceContext, displayName: string): Promise<string | undefined>;
  count(context: WorkspaceContext): Promise<number>;
  page(context: WorkspaceContext, request: PageRequest): Promise<GroupPage>;
  /** The id of the group at a position, counted from 1; undefined where there are fewer. */
  idAt(context: WorkspaceContext, position: number): Promise<string | undefined>;
}

/** Work on roles and memberships that a workspace still waits for. */
export interface PendingWork {
  /** Ends what a record has left to do. Repeatable. */
  end(context: WorkspaceContext, recordId: string): Promise<void>;
  isPending(context: WorkspaceContext, recordId: string): Promise<boolean>;
  /** Whether there is any in the workspace. */
  isAnyPending(context: WorkspaceContext): Promise<boolean>;
}
