/** `--webhook`: each event as a POST, signed as Standard Webhooks has it. */

import { Webhook } from 'standardwebhooks';
import type { EventMessage } from '#activity/message.ts';
import type { Delivery } from '#activity/ports.ts';
import type { Clock } from '#directory/ports.ts';
import { deliveredEvent } from '#local/delivered-event.ts';
import type { Sink } from '#local/local-bus.ts';

export interface WebhookOptions extends Pick<Clock, 'now'> {
  readonly url: string;
  /** `whsec_` and base64. */
  readonly secret: string;
  readonly newId: () => string;
}

const TIMEOUT_MS = 3000;
/** Milliseconds for which a consumer that is away is left alone: at first, and at the most. */
const SHORTEST_REST_MS = 500;
const LONGEST_REST_MS = 10_000;

/**
 * Any 2xx is an arrival. A consumer that cannot be reached is left alone for a while that doubles, and
 * gets everything in order when it is back; one that refuses an event gets the others all the same.
 */
export function webhookSink(options: WebhookOptions): Sink {
  const signer = new Webhook(options.secret);
  let restMs = 0;
  let resumeAt = 0;
  return {
    async put(messages) {
      const deliveries: Delivery[] = messages.map(() => ({ kind: 'failed', code: 'NotTried' }));
      for (const [index, message] of messages.entries()) {
        if (options.now() < resumeAt) break;
        const delivery = await post(options, signer, message);
        deliveries[index] = delivery;
        const isAway = delivery.kind === 'failed' && delivery.code === 'unavailable';
        restMs = isAway ? Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, restMs * 2)) : 0;
        resumeAt = isAway ? options.now() + restMs : 0;
      }
      return deliveries;
    },
  };
}

async function post(
  { url, newId, now }: WebhookOptions,
  signer: Webhook,
  message: EventMessage,
): Promise<Delivery> {
  const { eventId } = message.detail.metadata;
  const body = JSON.stringify(deliveredEvent(message, newId()));
  const at = new Date(now());
  const headers = {
    'content-type': 'application/json',
    'webhook-id': eventId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signer.sign(eventId, at, body),
  };
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    await answer.body?.cancel();
    return answer.ok ? { kind: 'sent' } : { kind: 'failed', code: `HTTP ${answer.status}` };
  } catch {
    return { kind: 'failed', code: 'unavailable' };
  }
}
