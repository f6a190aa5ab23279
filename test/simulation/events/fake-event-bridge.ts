/** EventBridge as a client sees it on a bad day: throttled, half refused, answers lost, twice, out of order. */

import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Scheduler } from './scheduler.ts';

/** An event as it lies in the consumer's queue. */
export type Message = string;

export interface FakeEventBridge {
  readonly client: EventBridgeClient;
  /** What has come out of the bus and is not taken in yet. */
  readonly queue: Message[];
  readonly calm: () => void;
}

interface Entry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Time: Date;
  readonly Detail: string;
}

export function fakeEventBridge(scheduler: Scheduler): FakeEventBridge {
  const { chance } = scheduler;
  const queue: Message[] = [];
  let isCalm = false;
  const happens = (probability: number) => !isCalm && chance(probability);
  const deliver = (entry: Entry) => {
    const message = JSON.stringify({
      source: entry.Source,
      'detail-type': entry.DetailType,
      time: entry.Time.toISOString(),
      detail: JSON.parse(entry.Detail),
    });
    queue.push(message);
    if (happens(0.1)) queue.push(message);
  };
  const client = {
    async send({ input }: { readonly input: { readonly Entries: readonly Entry[] } }) {
      if (happens(0.15)) throw named('ThrottlingException');
      const Entries = input.Entries.map((entry) => {
        if (happens(0.2)) return { ErrorCode: 'InternalFailure' };
        deliver(entry);
        return { EventId: 'id' };
      });
      if (happens(0.1)) throw named('TimeoutError');
      return { Entries, FailedEntryCount: Entries.filter((one) => 'ErrorCode' in one).length };
    },
  } as unknown as EventBridgeClient;
  return {
    client,
    queue,
    calm() {
      isCalm = true;
    },
  };
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}
