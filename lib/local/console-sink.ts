import { eventLine } from '#local/delivered-event.ts';
import type { Sink } from '#local/local-bus.ts';

/** Each event as one line. */
export function consoleSink(print: (line: string) => void): Sink {
  return {
    async put(messages) {
      for (const message of messages) print(eventLine(message));
      return messages.map(() => ({ kind: 'sent' }));
    },
  };
}
