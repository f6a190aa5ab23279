/** A consumer that follows the README: idempotent, and safe for any order. */

import { type Event, isNews, parseEvent } from '#activity/parse-event.ts';

export interface Seen {
  readonly version: number;
  readonly active: boolean;
}

export interface Consumer {
  readonly users: ReadonlyMap<string, Seen>;
  /** Every event that came, by its id. */
  readonly events: ReadonlyMap<string, Event>;
  readonly take: (message: string) => void;
}

/** @param followsKit false removes the guard: it believes whatever came last. */
export function aConsumer(followsKit = true): Consumer {
  const users = new Map<string, Seen>();
  const events = new Map<string, Event>();
  return {
    users,
    events,
    take(message) {
      const event = parseEvent(message);
      if (event === undefined) throw new TypeError('the kit does not know an event of ours');
      events.set(event.metadata.eventId, event);
      if (!('userId' in event.data)) return;
      const { userId, active } = event.data;
      if (followsKit && !isNews(event, users.get(userId)?.version)) return;
      users.set(userId, { version: event.metadata.subjectVersion, active });
    },
  };
}
