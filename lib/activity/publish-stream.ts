/** What the table's stream delivers: new records, published as they come. */

import * as v from 'valibot';
import { type FinishPorts, finishRecords } from '#activity/finish-records.ts';
import type { RecordKey } from '#activity/ports.ts';
import type { Clock } from '#directory/ports.ts';

/** Milliseconds before the end of the function in which no more work is begun. */
const MARGIN_MS = 2000;
/**
 * Milliseconds of a batch that may go into background work; the sweeper does the rest. The events of the
 * next batch wait for this one.
 */
const MAX_WORK_MS = 5000;

export interface StreamPorts extends FinishPorts, Pick<Clock, 'now'> {
  /** The record that a key of the table names; undefined for the key of anything else. */
  readonly recordKeyIn: (key: { pk: string; sk: string }) => RecordKey | undefined;
}

/** Says to Lambda which records it must bring again. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

const Text = v.object({ S: v.string() });
/** Of a stream record, what is looked at: the data is read from the table. */
const StreamEvent = v.object({
  Records: v.array(
    v.object({
      eventName: v.string(),
      dynamodb: v.object({ SequenceNumber: v.string(), Keys: v.object({ pk: Text, sk: Text }) }),
    }),
  ),
});

/**
 * Publishes the records of a batch. Anything but the insert of a record is passed over: changes, and
 * what TTL removes. Each record is read again, so one that is finished by now is not sent a second time.
 *
 * @param event a DynamoDB stream event.
 * @param remainingMs until the function is ended.
 * @returns the records that Lambda has to bring again, by their sequence numbers.
 */
export async function publishStream(
  ports: StreamPorts,
  event: unknown,
  remainingMs: number,
): Promise<BatchResponse> {
  const arrivals = v
    .parse(StreamEvent, event)
    .Records.filter(({ eventName }) => eventName === 'INSERT')
    .map(({ dynamodb: { SequenceNumber, Keys } }) => ({
      itemIdentifier: SequenceNumber,
      key: ports.recordKeyIn({ pk: Keys.pk.S, sk: Keys.sk.S }),
    }));
  const keys = arrivals.map(({ key }) => key).filter((key) => key !== undefined);
  if (keys.length === 0) return { batchItemFailures: [] };
  const records = await ports.outbox.read(keys);
  const workMs = Math.min(MAX_WORK_MS, remainingMs - MARGIN_MS);
  const results = await finishRecords(ports, records, ports.now() + workMs);
  const failed = records
    .filter((_, index) => results[index] === 'failed')
    .map(({ record }) => record.id);
  const batchItemFailures = arrivals
    .filter(({ key }) => key !== undefined && failed.includes(key.id))
    .map(({ itemIdentifier }) => ({ itemIdentifier }));
  return { batchItemFailures };
}
