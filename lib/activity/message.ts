/** An event as it goes to the bus: its type, and a `detail` of metadata and data. */

import { EVENT_SCHEMA_VERSION } from '#activity/event-format.ts';
import type { EventMetadata } from '#activity/event-schema.ts';
import type { ActivityRecord, EventType } from '#directory/activity-record.ts';
import type { JsonObject } from '#directory/user.ts';

/** Of every event, on every bus. */
export const EVENT_SOURCE = 'rollcall';

export interface EventMessage {
  readonly type: EventType;
  /** ISO 8601, UTC: when the change was made. */
  readonly at: string;
  readonly detail: { readonly metadata: EventMetadata; readonly data: JsonObject };
}

/** By it a consumer knows what it has seen: the same at every attempt and every replay. */
export function eventIdOf({ id }: Pick<ActivityRecord, 'id'>, position: number): string {
  return `${id}-${position}`;
}

/** The events of a record. Nothing but the record is read: the user may be gone by now. */
export function messagesOf(record: ActivityRecord): readonly EventMessage[] {
  const { resource, version, at, requestId, events } = record;
  // That a workspace was removed stands in the log of the deployment.
  const workspaceId = resource?.type === 'Workspace' ? resource.id : record.workspaceId;
  return events.map(({ type, data }, position) => ({
    type,
    at,
    detail: {
      metadata: {
        eventId: eventIdOf(record, position),
        schemaVersion: EVENT_SCHEMA_VERSION,
        workspaceId,
        subjectVersion: version ?? 0,
        occurredAt: at,
        correlationId: requestId,
      },
      data,
    },
  }));
}

/** The same events once more: the same ids, and marked as a replay. */
export function replayedMessagesOf(record: ActivityRecord): readonly EventMessage[] {
  return messagesOf(record).map((message) => ({
    ...message,
    detail: { ...message.detail, metadata: { ...message.detail.metadata, replay: true } },
  }));
}
