/** For consumers: a lifecycle event as the bus, a queue behind it or a webhook delivers it, typed. */

import * as v from 'valibot';
import { EVENT_DATA, type EventData, EventMetadata } from '#activity/event-schema.ts';
import { EVENT_SOURCE } from '#activity/message.ts';
import { EVENT_TYPES, type EventType } from '#directory/activity-record.ts';

export type { EventData, EventMetadata } from '#activity/event-schema.ts';

/** An event; by its `type` the compiler knows what `data` has. */
export type Event = {
  readonly [Type in EventType]: {
    readonly type: Type;
    readonly metadata: EventMetadata;
    readonly data: EventData<Type>;
  };
}[EventType];

const Delivered = v.object({
  source: v.string(),
  'detail-type': v.string(),
  detail: v.object({ metadata: EventMetadata, data: v.unknown() }),
});

/**
 * Fields that this version does not know are left out.
 *
 * @param delivered what EventBridge delivers, parsed or as text.
 * @returns undefined for an event of another source, and for a type that this version does not know.
 * @throws {v.ValiError} for what is no such event: put the message aside, it will not get better.
 * @throws {SyntaxError} for text that is no JSON.
 */
export function parseEvent(delivered: unknown): Event | undefined {
  const content: unknown = typeof delivered === 'string' ? JSON.parse(delivered) : delivered;
  if (v.is(v.object({ source: v.string() }), content) && content.source !== EVENT_SOURCE) {
    return undefined;
  }
  const { 'detail-type': type, detail } = v.parse(Delivered, content);
  if (!isEventType(type)) return undefined;
  return { type, metadata: detail.metadata, data: v.parse(EVENT_DATA[type], detail.data) } as Event;
}

/**
 * Whether an event says more than what was seen of its subject before: events may come twice, and in
 * any order. Keep the `subjectVersion` of what you have taken in, in the write that takes it in.
 *
 * @param seen the highest `subjectVersion` so far; undefined where there is none.
 */
export function isNews({ metadata }: Pick<Event, 'metadata'>, seen: number | undefined): boolean {
  return seen === undefined || metadata.subjectVersion > seen;
}

function isEventType(text: string): text is EventType {
  return (EVENT_TYPES as readonly string[]).includes(text);
}
