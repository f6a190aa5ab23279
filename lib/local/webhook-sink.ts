/** `--webhook`: each event as a POST, signed as Standard Webhooks has it. */

import { Webhook } from 'standardwebhooks';
import type { EventMessage } from '#activity/message.ts';
import type { Delivery } from '#activity/ports.ts';
import type { Clock } from '#directory/ports.ts';
import { deliveredEvent } from '#local/delivered-event.ts';
import type { Sink } from '#local/local-bus.ts';
import { webhookAwayLine, webhookBackLine } from '#local/report.ts';

export interface WebhookOptions extends Pick<Clock, 'now'> {
  readonly url: string;
  /** `whsec_` and base64. */
  readonly secret: string;
  readonly newId: () => string;
  /** Tells the person who started it that the consumer is away, and that it is back. */
  readonly print: (line: string) => void;
}

/** What is told as one line here, and of no single event. */
export const WAITING: ReadonlySet<string> = new Set(['unavailable', 'NotTried']);

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
  const tell = told(options);
  let away = NO_REST;
  return {
    async put(messages) {
      const deliveries: Delivery[] = messages.map(() => ({ kind: 'failed', code: 'NotTried' }));
      const endAt = options.now() + ROUND_MS;
      for (const [index, message] of messages.entries()) {
        if (options.now() < away.until || options.now() > endAt) break;
        const outcome = await send(message);
        deliveries[index] = outcome.kind === 'away' ? UNAVAILABLE : outcome;
        away = outcome.kind === 'away' ? longerRest(options, away) : NO_REST;
        tell(outcome, messages.length - index);
      }
      return deliveries;
    },
  };
}

/** Once, until it is away for another reason, or back. */
function told({ url, print }: WebhookOptions) {
  const { host } = new URL(url);
  let last: string | undefined;
  return (outcome: Outcome, waiting: number): void => {
    const reason = outcome.kind === 'away' ? outcome.reason : undefined;
    if (reason === last) return;
    last = reason;
    print(reason === undefined ? webhookBackLine(host) : webhookAwayLine(host, reason, waiting));
  };
}

/** What has been refused lately is not sent, and said to be refused as it was. */
function sparing(options: WebhookOptions) {
  const refusals = new Map<string, Refusal>();
  const signer = new Webhook(options.secret);
  return async (message: EventMessage): Promise<Outcome> => {
    const { eventId } = message.detail.metadata;
    const refusal = refusals.get(eventId);
    if (refusal !== undefined && options.now() < refusal.until) return refusal.delivery;
    const outcome = await post(options, signer, message);
    if (outcome.kind === 'sent') refusals.delete(eventId);
    if (outcome.kind === 'failed') {
      refusals.set(eventId, { ...longerRest(options, refusal), delivery: outcome });
    }
    return outcome;
  };
}

/** `away`: nothing was answered, for this reason. */
type Outcome = Delivery | { readonly kind: 'away'; readonly reason: string };

const UNAVAILABLE: Delivery = { kind: 'failed', code: 'unavailable' };

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
): Promise<Outcome> {
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
  } catch (error) {
    return { kind: 'away', reason: reasonOf(error as Error) };
  }
}

/** Such as ECONNREFUSED; no message, which may have the URL in it. */
function reasonOf({ name, cause }: Error): string {
  if (name === 'TimeoutError') return `no answer in ${TIMEOUT_MS / 1000} seconds`;
  const { code, name: causeName } = (cause ?? {}) as NodeJS.ErrnoException;
  return code ?? causeName ?? name;
}
