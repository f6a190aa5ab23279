/** The bus of `npm start`: to the console, into a file, to a webhook. */

import type { EventMessage } from '#activity/message.ts';
import type { Delivery, EventBus } from '#activity/ports.ts';

/** A place that events go to. */
export interface Sink {
  /** @returns what became of each; where an event may come more than once it does so unchanged. */
  readonly put: EventBus['put'];
}

const SENT: Delivery = { kind: 'sent' };

/**
 * An event has arrived when every sink has it. A sink that has it does not get it again, while this
 * process lives: what one sink refuses is no reason to repeat it to the others.
 */
export function localBus(sinks: readonly Sink[]): EventBus {
  const arrived = sinks.map(() => new Set<string>());
  return {
    async put(messages) {
      const all: (readonly Delivery[])[] = [];
      for (const [index, sink] of sinks.entries()) {
        all.push(await putOnce(sink, arrived[index] as Set<string>, messages));
      }
      return messages.map((message, index) => {
        const failed = all.map((deliveries) => deliveries[index] as Delivery).find(isFailed);
        if (failed !== undefined) return failed;
        for (const ids of arrived) ids.delete(eventIdOf(message));
        return SENT;
      });
    },
  };
}

async function putOnce(
  sink: Sink,
  arrived: Set<string>,
  messages: readonly EventMessage[],
): Promise<readonly Delivery[]> {
  const pending = messages.filter((message) => !arrived.has(eventIdOf(message)));
  const deliveries = pending.length === 0 ? [] : await sink.put(pending);
  const failures = new Map<string, Delivery>();
  for (const [index, message] of pending.entries()) {
    const delivery = deliveries[index] ?? { kind: 'failed', code: 'NoAnswer' };
    if (isFailed(delivery)) failures.set(eventIdOf(message), delivery);
    else arrived.add(eventIdOf(message));
  }
  return messages.map((message) => failures.get(eventIdOf(message)) ?? SENT);
}

function isFailed({ kind }: Delivery): boolean {
  return kind === 'failed';
}

function eventIdOf({ detail }: EventMessage): string {
  return detail.metadata.eventId;
}
