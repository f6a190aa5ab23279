/** Where the events of `npm start` go, by its options. */

import { SYSTEM } from '#compose/adapters.ts';
import { consoleSink } from '#local/console-sink.ts';
import { fileSink } from '#local/file-sink.ts';
import type { Sink } from '#local/local-bus.ts';
import type { Options } from '#local/options.ts';
import { webhookSink } from '#local/webhook-sink.ts';

export interface EventSinks {
  readonly sinks: readonly Sink[];
  /** Signs the webhooks; only where it was made here. */
  readonly webhookSecret?: string;
}

/** The console comes first: it never fails. @throws {StartFailure} */
export function eventSinks(
  { eventsFile, webhook, webhookSecret }: Options,
  print: (line: string) => void,
): EventSinks {
  const { newId, now, randomBytes } = SYSTEM;
  const sinks: Sink[] = [consoleSink(print)];
  if (eventsFile !== undefined) sinks.push(fileSink(eventsFile, newId));
  if (webhook === undefined) return { sinks };
  const made = webhookSecret === undefined ? newSecret(randomBytes) : undefined;
  const secret = webhookSecret ?? String(made);
  sinks.push(webhookSink({ url: webhook, secret, newId, now, print }));
  return { sinks, webhookSecret: made };
}

function newSecret(randomBytes: (size: number) => Uint8Array): string {
  return `whsec_${Buffer.from(randomBytes(32)).toString('base64')}`;
}
