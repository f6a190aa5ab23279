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
/** Milliseconds in which posts are begun: a slow consumer must not keep events from other sinks. */
const ROUND_MS = 1000;
/**
 * Milliseconds for which a consumer that is away is left alone, and spared an event that it has refused:
 * at first, and at the most.
 */
const SHORTEST_REST_MS = 500;
const LONGEST_REST_MS = 10_000;

/**
 * Any 2xx is an arrival. A consumer that cannot be reached is left alone for a while that doubles, and
 * gets everything in order when it is back; one that refuses an event gets the others all the same, and
 * the refused one again after such a while.
 */
export function webhookSink(options: WebhookOptions): Sink {
  const send = sparing(options);
  let away = NO_REST;
  return {
    async put(messages) {
      const deliveries: Delivery[] = messages.map(() => ({ kind: 'failed', code: 'NotTried' }));
      const endAt = options.now() + ROUND_MS;
      for (const [index, message] of messages.entries()) {
        if (options.now() < away.until || options.now() > endAt) break;
        const delivery = await send(message);
        deliveries[index] = delivery;
        away = isAway(delivery) ? longerRest(options, away) : NO_REST;
      }
      return deliveries;
    },
  };
}

/** What has been refused lately is not sent, and said to be refused as it was. */
function sparing(options: WebhookOptions) {
  const refusals = new Map<string, Refusal>();
  const signer = new Webhook(options.secret);
  return async (message: EventMessage): Promise<Delivery> => {
    const { eventId } = message.detail.metadata;
    const refusal = refusals.get(eventId);
    if (refusal !== undefined && options.now() < refusal.until) return refusal.delivery;
    const delivery = await post(options, signer, message);
    if (delivery.kind === 'sent') refusals.delete(eventId);
    else if (!isAway(delivery)) {
      refusals.set(eventId, { ...longerRest(options, refusal), delivery });
    }
    return delivery;
  };
}

function isAway(delivery: Delivery): boolean {
  return delivery.kind === 'failed' && delivery.code === 'unavailable';
}

interface Rest {
  readonly milliseconds: number;
  /** In milliseconds since 1970. */
  readonly until: number;
}

interface Refusal extends Rest {
  readonly delivery: Delivery;
}

const NO_REST: Rest = { milliseconds: 0, until: 0 };

function longerRest({ now }: WebhookOptions, { milliseconds: last }: Rest = NO_REST): Rest {
  const milliseconds = Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, last * 2));
  return { milliseconds, until: now() + milliseconds };
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
