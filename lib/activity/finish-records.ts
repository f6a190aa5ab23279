/** Publishes the events of records, does their background work, and takes them off the list. */

import { type EventMessage, messagesOf } from '#activity/message.ts';
import type {
  Delivery,
  EventBus,
  Outbox,
  Progress,
  UnfinishedRecord,
  Workers,
} from '#activity/ports.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

export interface FinishPorts {
  readonly outbox: Outbox;
  readonly bus: EventBus;
  readonly workers: Workers;
  /** This service in the workspace that a record's work is about; undefined where it is gone. */
  readonly contextOf: (
    record: ActivityRecord,
    deadline: number,
  ) => Promise<WorkspaceContext | undefined>;
  readonly report: (failure: FinishFailure) => void;
}

/** Goes to the log: no data of the record. */
export interface FinishFailure {
  readonly recordId: string;
  readonly workspaceId: string;
  readonly step: 'read' | 'publish' | 'mark' | 'work';
  /** The bus's code, or the name of the error. */
  readonly code: string;
}

/** What became of a record. `unfinished`: it is published, and its work goes on another time. */
export type Finished = 'finished' | 'unfinished' | 'failed';

/**
 * Each record by itself: what fails holds up nobody else, and stays on the list. A record is marked
 * only when every one of its events is on the bus, so an event may be sent twice, and none is lost.
 * Work comes last: no event waits for it.
 *
 * @param deadline until when work may be done, in milliseconds since 1970.
 * @returns what became of each, in their order.
 */
export async function finishRecords(
  ports: FinishPorts,
  records: readonly UnfinishedRecord[],
  deadline: number,
): Promise<readonly Finished[]> {
  const codes = await publish(ports.bus, records);
  const results = await Promise.all(
    records.map((unfinished, index) => settle(ports, unfinished, codes[index])),
  );
  for (const [index, { record }] of records.entries()) {
    if (results[index] === 'unfinished') results[index] = await work(ports, record, deadline);
  }
  return results;
}

/** @returns for each record the code of the first event that the bus did not take, if any. */
async function publish(
  bus: EventBus,
  records: readonly UnfinishedRecord[],
): Promise<readonly (string | undefined)[]> {
  const messages: EventMessage[] = [];
  const ends = records.map(({ record, isPublished }) => {
    if (!isPublished) messages.push(...messagesOf(record));
    return messages.length;
  });
  const deliveries = messages.length === 0 ? [] : await bus.put(messages);
  return ends.map((end, index) => {
    const begin = index === 0 ? 0 : (ends[index - 1] as number);
    return failureIn(messages.slice(begin, end), deliveries.slice(begin, end));
  });
}

/** A message of which nothing is said has not arrived. */
function failureIn(
  messages: readonly EventMessage[],
  deliveries: readonly Delivery[],
): string | undefined {
  for (const index of messages.keys()) {
    const delivery = deliveries[index] ?? { kind: 'failed', code: 'NoAnswer' };
    if (delivery.kind === 'failed') return delivery.code;
  }
  return undefined;
}

/** `unfinished`: published, with work to do. */
async function settle(
  ports: FinishPorts,
  { record, isPublished }: UnfinishedRecord,
  code: string | undefined,
): Promise<Finished> {
  if (code !== undefined) {
    ports.report(failureOf(record, 'publish', code));
    return 'failed';
  }
  try {
    if (record.work === undefined) await ports.outbox.finish(record);
    else if (!isPublished) await ports.outbox.markPublished(record);
    return record.work === undefined ? 'finished' : 'unfinished';
  } catch (error) {
    ports.report(failureOf(record, 'mark', (error as Error).name));
    return 'failed';
  }
}

/** Work that fails is not tried again at once: the sweeper comes back to it. */
async function work(
  ports: FinishPorts,
  record: ActivityRecord,
  deadline: number,
): Promise<Finished> {
  try {
    const context = await ports.contextOf(record, deadline);
    const progress = context === undefined ? 'done' : await workOn(ports.workers, context, record);
    if (progress === 'done') await ports.outbox.finish(record);
    return progress === 'done' ? 'finished' : 'unfinished';
  } catch (error) {
    ports.report(failureOf(record, 'work', (error as Error).name));
    return 'unfinished';
  }
}

function workOn(
  workers: Workers,
  context: WorkspaceContext,
  record: ActivityRecord,
): Promise<Progress> {
  const { kind } = record.work as NonNullable<ActivityRecord['work']>;
  const worker = workers[kind] as (
    context: WorkspaceContext,
    record: ActivityRecord,
  ) => Promise<Progress>;
  return worker(context, record);
}

function failureOf(
  { id, workspaceId }: ActivityRecord,
  step: FinishFailure['step'],
  code: string,
): FinishFailure {
  return { recordId: id, workspaceId, step, code };
}
