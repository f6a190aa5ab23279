/** Writes down the change of a group: one record, or one for each thousand members that come or go. */

import {
  type ChangedMember,
  type GroupEvents,
  groupEvents,
  memberEvents,
} from '#activity/group-events.ts';
import { causeOf, changeRecord } from '#activity/record.ts';
import type { ActivityRecord, LifecycleEvent, Work } from '#directory/activity-record.ts';
import { chunksOf } from '#directory/chunks-of.ts';
import type { Group } from '#directory/group.ts';
import type { Clock, Randomness } from '#directory/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

type Ports = Pick<Clock, 'now'> & Pick<Randomness, 'newId'>;

/** Members that one record names. */
const MAX_RECORD_MEMBERS = 1000;

export interface GroupChanges extends Omit<GroupEvents, 'cause'> {
  readonly added: readonly ChangedMember[];
  readonly removed: readonly ChangedMember[];
  /** Names of attributes that were sent and not applied. */
  readonly ignored: readonly string[];
  readonly status: number;
  /** Whether the users themselves change in the same transaction, or in the background. */
  readonly projection: 'done' | 'to do';
  /** What the change of the group itself leaves to do. */
  readonly work?: Work;
}

interface Part {
  readonly added: readonly ChangedMember[];
  readonly removed: readonly ChangedMember[];
}

/** They go into the transaction of the change; the first tells of the group's own attributes. */
export function groupRecords(
  ports: Ports,
  context: WorkspaceContext,
  changes: GroupChanges,
): readonly ActivityRecord[] {
  const [first = { added: [], removed: [] }, ...others] = partsOf(changes);
  const told = { ...changes, cause: causeOf(changes.operation, context) };
  const whole = partRecord(ports, context, told, first, groupEvents(told));
  const rest = others.map((part) =>
    partRecord(ports, context, { ...told, changed: [], ignored: [] }, part, []),
  );
  const { work } = changes;
  if (work === undefined) return [whole, ...rest];
  if (whole.work === undefined) return [{ ...whole, work }, ...rest];
  return [whole, ...rest, workRecord(ports, context, changes, work)];
}

function partsOf({ added, removed }: Part): readonly Part[] {
  const coming = new Set(added);
  return chunksOf(MAX_RECORD_MEMBERS, [...added, ...removed]).map((chunk) => ({
    added: chunk.filter((member) => coming.has(member)),
    removed: chunk.filter((member) => !coming.has(member)),
  }));
}

function partRecord(
  ports: Ports,
  context: WorkspaceContext,
  changes: GroupChanges & GroupEvents,
  { added, removed }: Part,
  ownEvents: readonly LifecycleEvent[],
): ActivityRecord {
  const { operation, changed, ignored, status, projection } = changes;
  const { id, version } = (changes.after ?? changes.before) as Group;
  const userIds = [...added, ...removed].map(({ userId }) => userId);
  return changeRecord(ports, context, {
    operation,
    resource: { type: 'Group', id },
    changed: userIds.length > 0 ? [...changed, 'members'] : changed,
    ignored,
    status,
    version: changes.after === undefined ? version + 1 : version,
    events: [
      ...ownEvents,
      ...memberEvents('Group Members Added', changes, added),
      ...memberEvents('Group Members Removed', changes, removed),
    ],
    ...(projection === 'to do' &&
      userIds.length > 0 && { work: { kind: 'projectMembers', groupId: id, userIds } }),
  });
}

function workRecord(
  ports: Ports,
  context: WorkspaceContext,
  { operation, before, after, status }: GroupChanges,
  work: Work,
): ActivityRecord {
  const { id, version } = (after ?? before) as Group;
  const resource = { type: 'Group', id } as const;
  return changeRecord(ports, context, {
    ...{ operation, resource, status, version, work },
    changed: [],
    events: [],
  });
}
