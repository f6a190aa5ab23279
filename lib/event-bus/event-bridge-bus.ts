/** Amazon EventBridge: the adapter of the EventBus port. */

import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { EVENT_SOURCE, type EventMessage } from '#activity/message.ts';
import type { Delivery, EventBus } from '#activity/ports.ts';
import { tryAgainReason } from '#aws-failure';
import type { Clock, Randomness } from '#directory/ports.ts';

/** Entries that one call takes. */
const MAX_ENTRIES = 10;
/** Bytes of one call; a larger entry goes alone, and EventBridge decides. */
const MAX_CALL_BYTES = 256 * 1024;
/** Calls for one batch; what is still refused then is the stream's and the sweeper's to send again. */
const ATTEMPTS = 3;
const FIRST_DELAY_MS = 50;

/** What EventBridge says of a call with an entry that it never takes: too large, or not well formed. */
const FAULTS: ReadonlySet<string> = new Set([
  'ValidationException',
  'InvalidArgument',
  'RequestEntityTooLargeException',
]);

/** What the size of an entry counts beside its texts: its time. */
const TIME_BYTES = 14;

export interface EventBridgeBus extends Pick<Clock, 'sleep'>, Pick<Randomness, 'random'> {
  readonly client: EventBridgeClient;
  /** Name or ARN. */
  readonly busName: string;
}

interface Entry {
  readonly index: number;
  readonly entry: PutEventsRequestEntry;
  readonly bytes: number;
}

/**
 * A call that succeeds may have refused some of its entries: each is looked at, and only those that
 * were refused are sent again. Where the bus is away to the last, the batches behind are not tried. A call
 * that EventBridge finds fault with is sent entry by entry: one that it never takes holds up no other.
 */
export function eventBridgeBus(bus: EventBridgeBus): EventBus {
  return {
    async put(messages) {
      const entries = messages.map((message, index) => toEntry(bus.busName, message, index));
      const deliveries: Delivery[] = messages.map(() => ({ kind: 'failed', code: 'NotTried' }));
      for (const batch of inBatches(entries)) {
        const isReachable = await putBatch(bus, batch, deliveries);
        if (!isReachable) break;
      }
      return deliveries;
    },
  };
}

function toEntry(busName: string, { type, at, detail }: EventMessage, index: number): Entry {
  const text = JSON.stringify(detail);
  const entry = {
    EventBusName: busName,
    Source: EVENT_SOURCE,
    DetailType: type,
    Time: new Date(at),
    Detail: text,
  };
  return { index, entry, bytes: TIME_BYTES + Buffer.byteLength(EVENT_SOURCE + type + text) };
}

/** In their order. */
function inBatches(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const batches: Entry[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const current = batches.at(-1);
    if (
      current === undefined ||
      current.length === MAX_ENTRIES ||
      bytes + entry.bytes > MAX_CALL_BYTES
    ) {
      batches.push([entry]);
      bytes = entry.bytes;
    } else {
      current.push(entry);
      bytes += entry.bytes;
    }
  }
  return batches;
}

/** @returns whether it is of use to go on: the last call was answered, or only this entry is at fault. */
async function putBatch(
  bus: EventBridgeBus,
  batch: readonly Entry[],
  deliveries: Delivery[],
): Promise<boolean> {
  let pending = batch;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await putOnce(bus, pending);
    for (const [position, { index }] of pending.entries()) {
      const code = answer.kind === 'answered' ? answer.codes[position] : answer.code;
      deliveries[index] = code === undefined ? { kind: 'sent' } : { kind: 'failed', code };
    }
    if (answer.kind === 'at fault') return putSingly(bus, pending, deliveries);
    pending = pending.filter(({ index }) => deliveries[index]?.kind === 'failed');
    if (pending.length === 0 || attempt + 1 === ATTEMPTS) return answer.kind === 'answered';
    await bus.sleep(bus.random() * FIRST_DELAY_MS * 2 ** attempt);
  }
}

/** @returns whether it is of use to go on. */
async function putSingly(
  bus: EventBridgeBus,
  batch: readonly Entry[],
  deliveries: Delivery[],
): Promise<boolean> {
  if (batch.length === 1) return true;
  for (const entry of batch) {
    const isReachable = await putBatch(bus, [entry], deliveries);
    if (!isReachable) return false;
  }
  return true;
}

type Answer =
  /** For each entry its error code, if it has one. */
  | { readonly kind: 'answered'; readonly codes: readonly (string | undefined)[] }
  /** The call as a whole came to nothing; `at fault`: because of what is in it. */
  | { readonly kind: 'failed' | 'at fault'; readonly code: string };

async function putOnce({ client }: EventBridgeBus, batch: readonly Entry[]): Promise<Answer> {
  try {
    const Entries = batch.map(({ entry }) => entry);
    const { Entries: results = [] } = await client.send(new PutEventsCommand({ Entries }));
    return { kind: 'answered', codes: batch.map((_, position) => codeOf(results[position])) };
  } catch (error) {
    const code = tryAgainReason(error) ?? (error as Error).name;
    return { kind: FAULTS.has(code) ? 'at fault' : 'failed', code };
  }
}

/** An entry has arrived when EventBridge has given it an id, and not otherwise. */
function codeOf(
  result: { readonly EventId?: string; readonly ErrorCode?: string } | undefined,
): string | undefined {
  if (result?.ErrorCode !== undefined) return result.ErrorCode;
  return result?.EventId === undefined ? 'NoEventId' : undefined;
}
