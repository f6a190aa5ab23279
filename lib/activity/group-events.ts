/** The lifecycle events of a group and of its members, with their data exactly as it will be sent. */

import { MAX_EVENT_MEMBERS } from '#activity/event-format.ts';
import type { EventData } from '#activity/event-schema.ts';
import { eventOf, SCIM_EVENTS } from '#activity/events.ts';
import type { ChangeOperation, EventCause, LifecycleEvent } from '#directory/activity-record.ts';
import { chunksOf } from '#directory/chunks-of.ts';
import type { Group } from '#directory/group.ts';

/** A change of the group's own attributes: `before` is absent for a create, `after` for a delete. */
export interface GroupEvents {
  readonly operation: ChangeOperation;
  readonly before?: Group;
  readonly after?: Group;
  readonly changed: readonly string[];
  readonly cause: EventCause;
}

/** A user who came or went, and the version that the change gave their bucket. */
export interface ChangedMember {
  readonly userId: string;
  readonly version: number;
}

/** At most one; none where no attribute changes. */
export function groupEvents(change: GroupEvents): readonly LifecycleEvent[] {
  const { operation, changed } = change;
  if (operation === 'create') return [eventOf('Group Created', groupData(change))];
  if (operation === 'delete') return [eventOf('Group Deleted', groupData(change))];
  return changed.length === 0 ? [] : [eventOf('Group Updated', groupData(change))];
}

/** Ids alone, at most 500 of them in an event. */
export function memberEvents(
  type: 'Group Members Added' | 'Group Members Removed',
  change: GroupEvents,
  members: readonly ChangedMember[],
): readonly LifecycleEvent[] {
  const data = groupData({ ...change, changed: ['members'] });
  return chunksOf(MAX_EVENT_MEMBERS, members).map((chunk) =>
    eventOf(type, { ...data, members: chunk.map((member) => ({ ...member })) }),
  );
}

function groupData(change: GroupEvents): EventData<'Group Updated'> {
  const { operation, before, after, changed, cause } = change;
  const group = (after ?? before) as Group;
  const { displayName, externalId } = group.resource;
  return {
    groupId: group.id,
    externalId: typeof externalId === 'string' ? externalId : null,
    displayName: String(displayName),
    changedAttributes: [...changed],
    cause,
    scimEvent: SCIM_EVENTS[operation],
  };
}
