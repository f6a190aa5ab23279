import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from '#test/idp/json-path.ts';
import { call, type Target } from '#test/idp/replay.ts';
import type { Cloud, Report } from '../cloud.ts';
import { type CloudEmulator, REGION } from '../emulator.ts';

const USERS = 100;
/** Requests at once: the emulator starts a process for each. */
const AT_ONCE = 4;
const PATIENCE_MS = 120_000;

interface Arrival {
  readonly eventId: string;
  readonly userId: string;
  /** Milliseconds from the change to the queue. */
  readonly latency: number;
}

/**
 * Each deactivation arrives on the consumer's queue, by stream, publisher and bus, once by its `eventId`.
 */
export async function checkEvents(cloud: Cloud, target: Target, report: Report): Promise<void> {
  const ids = await inTurn(USERS, async (index) => {
    const user = { userName: `leaver-${index}@example.com` };
    return String(at((await call({ method: 'POST' }, '/Users', user, target)).body, '$.id'));
  });
  const operation = { op: 'replace', path: 'active', value: false };
  await inTurn(USERS, async (index) => {
    const path = `/Users/${ids[index]}`;
    const answer = await call({ method: 'PATCH' }, path, { Operations: [operation] }, target);
    assert.equal(answer.status, 200, `user ${index} is deactivated`);
  });
  const arrivals = await waitForAll(cloud, new Set(ids));
  const latencies = arrivals.map(({ latency }) => latency).sort((a, b) => a - b);
  const median = latencies[Math.floor(latencies.length / 2)] ?? Number.NaN;
  report(
    `${USERS} deactivations arrived; from change to queue ${median} ms in the median, ${latencies.at(-1)} ms at most`,
  );
}

/** @throws {Error} where some have not arrived in time, or one of them twice. */
async function waitForAll(cloud: Cloud, ids: ReadonlySet<string>): Promise<readonly Arrival[]> {
  const arrived = new Map<string, Arrival>();
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (new Set([...arrived.values()].map(({ userId }) => userId)).size < ids.size) {
    assert.ok(Date.now() < giveUpAt, `${arrived.size} of ${ids.size} events have arrived`);
    for (const arrival of await receive(cloud)) {
      if (ids.has(arrival.userId)) arrived.set(arrival.eventId, arrival);
    }
    await sleep(50);
  }
  assert.equal(arrived.size, ids.size, 'each deactivation is one event');
  return [...arrived.values()];
}

/** Takes what lies on the queue; events of other kinds are dropped. */
async function receive({ emulator, outputs }: Cloud): Promise<readonly Arrival[]> {
  const QueueUrl = outputs.ConsumerQueueUrl;
  const { Messages = [] } = await sqs(emulator, 'ReceiveMessage', {
    QueueUrl,
    MaxNumberOfMessages: 10,
    AttributeNames: ['SentTimestamp'],
  });
  for (const { ReceiptHandle } of Messages) {
    await sqs(emulator, 'DeleteMessage', { QueueUrl, ReceiptHandle });
  }
  return Messages.flatMap(({ Body, Attributes }) => {
    const { 'detail-type': type, detail } = JSON.parse(Body);
    if (type !== 'User Deprovisioned') return [];
    const { eventId, occurredAt } = detail.metadata;
    const latency = Number(Attributes?.SentTimestamp) - Date.parse(occurredAt);
    return [{ eventId, userId: detail.data.userId, latency }];
  });
}

interface SqsAnswer {
  readonly Messages?: readonly {
    readonly Body: string;
    readonly ReceiptHandle: string;
    readonly Attributes?: { readonly SentTimestamp?: string };
  }[];
}

/** SQS's own protocol: a client of it would be one more dependency. */
async function sqs({ port }: CloudEmulator, action: string, input: object): Promise<SqsAnswer> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: {
      'x-amz-target': `AmazonSQS.${action}`,
      'content-type': 'application/x-amz-json-1.0',
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/sqs/aws4_request`,
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${action}: ${response.status} ${text}`);
  return text === '' ? {} : (JSON.parse(text) as SqsAnswer);
}

async function inTurn<Output>(
  count: number,
  work: (index: number) => Promise<Output>,
): Promise<Output[]> {
  const outputs: Output[] = [];
  for (let first = 0; first < count; first += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, i) => first + i);
    outputs.push(...(await Promise.all(batch.map(work))));
  }
  return outputs;
}
