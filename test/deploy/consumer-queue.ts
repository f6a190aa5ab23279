/** The queue of the example consumer, as a downstream service empties it. */

import type { Cloud } from './cloud.ts';
import { type CloudEmulator, REGION } from './emulator.ts';

export interface Arrival {
  readonly eventId: string;
  readonly userId: string;
  /** Milliseconds from the change to the queue. */
  readonly latency: number;
}

/** Takes the deprovisioned users that lie on the queue; events of other kinds are dropped. */
export async function receiveDeprovisioned({
  emulator,
  outputs,
}: Cloud): Promise<readonly Arrival[]> {
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
