/** Messages and buses for tests. */

import type { EventMessage } from '#activity/message.ts';
import type { EventBus } from '#activity/ports.ts';

/** About a user of `acme`; the index makes the eventId. */
export function aMessage(index = 0, data: EventMessage['detail']['data'] = {}): EventMessage {
  return {
    type: 'User Deprovisioned',
    at: '2026-01-01T00:00:00.123Z',
    detail: {
      metadata: {
        eventId: `record-${index}`,
        schemaVersion: 1,
        workspaceId: 'acme',
        subjectVersion: 2,
        occurredAt: '2026-01-01T00:00:00.123Z',
        correlationId: 'request-1',
      },
      data: { userId: 'user-1', active: false, cause: 'scim', ...data },
    },
  };
}

export interface TestBus extends EventBus {
  /** Everything that has arrived, in order. */
  readonly arrived: EventMessage[];
  /** eventIds that are refused. */
  readonly refused: Set<string>;
}

export function aBus(): TestBus {
  const arrived: EventMessage[] = [];
  const refused = new Set<string>();
  return {
    arrived,
    refused,
    async put(messages) {
      const isRefused = ({ detail }: EventMessage) => refused.has(detail.metadata.eventId);
      arrived.push(...messages.filter((message) => !isRefused(message)));
      return messages.map((message) =>
        isRefused(message) ? { kind: 'failed', code: 'Refused' } : { kind: 'sent' },
      );
    },
  };
}
