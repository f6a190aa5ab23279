/** Unfinished records in memory, and what finishing them takes, for tests. */

import type { FinishFailure } from '#activity/finish-records.ts';
import type { Outbox, Progress, UnfinishedRecord, Workers } from '#activity/ports.ts';
import type { StreamPorts } from '#activity/publish-stream.ts';
import { changeRecord } from '#activity/record.ts';
import type { SweepPorts, Swept } from '#activity/sweep.ts';
import type { ActivityRecord, Work } from '#directory/activity-record.ts';
import { aClock, type TestClock } from './clock.ts';
import { aBus, type TestBus } from './messages.ts';
import { aContext } from './workspaces.ts';

export const WORK: Work = { kind: 'removeGroup', groupId: 'group-1' };

/** One event, unless the parts say otherwise. */
export function anUnfinished(
  id: string,
  parts: Partial<ActivityRecord> = {},
  isPublished = false,
): UnfinishedRecord {
  const change = { operation: 'patch', status: 200, changed: [], version: 2 } as const;
  const resource = { type: 'User', id: 'user-1' } as const;
  const events = [{ type: 'User Updated', data: { userId: 'user-1' } }] as const;
  const ports = { now: () => Date.parse('2026-01-01T00:00:00Z'), newId: () => id };
  const record = changeRecord(ports, aContext(), { ...change, resource, events });
  return { record: { ...record, ...parts }, isPublished };
}

export interface FinishingPorts extends StreamPorts, SweepPorts {
  readonly bus: TestBus;
  readonly clock: TestClock;
  /** What became of the records, step by step: `publish record-1`, `mark …`, `work …`, `finish …`. */
  readonly steps: string[];
  readonly failures: FinishFailure[];
  readonly sweeps: Swept[];
  /** Ids of records that cannot be marked or finished. */
  readonly stuck: Set<string>;
}

/** @param progress what work comes to; it may throw. */
export function finishingPorts(
  unfinished: readonly UnfinishedRecord[],
  progress: () => Progress = () => 'done',
): FinishingPorts {
  const steps: string[] = [];
  const failures: FinishFailure[] = [];
  const sweeps: Swept[] = [];
  const stuck = new Set<string>();
  const clock = aClock(Date.parse('2026-01-01T00:10:00Z'));
  const bus = aBus();
  const left = new Map(unfinished.map((one) => [one.record.id, one]));
  const step = (name: string, id: string) => {
    if (stuck.has(id)) throw Object.assign(new Error('stuck'), { name: 'TryAgain' });
    steps.push(`${name} ${id}`);
  };
  const outbox: Outbox = {
    async page(shard, before) {
      const due = [...left.values()].filter(({ record }) => Date.parse(record.at) < before);
      return { keys: shard === 3 ? due.map(({ record }) => record) : [] };
    },
    async read(keys) {
      return keys.map(({ id }) => left.get(id)).filter((one) => one !== undefined);
    },
    async markPublished({ id }) {
      step('mark', id);
    },
    async finish({ id }) {
      step('finish', id);
      left.delete(id);
    },
  };
  const worker = async (_: unknown, { id }: ActivityRecord) => {
    steps.push(`work ${id}`);
    return progress();
  };
  return {
    clock,
    bus,
    steps,
    failures,
    sweeps,
    stuck,
    outbox,
    now: clock.now,
    random: () => 0.5,
    sweepAfterMs: 60_000,
    workers: new Proxy({}, { get: () => worker }) as Workers,
    contextOf: async (_, deadline) => aContext({ deadline }),
    recordKeyIn: ({ pk, sk }) => (pk === 'a record' ? { workspaceId: 'acme', id: sk } : undefined),
    report: (failure) => failures.push(failure),
    reportSweep: (swept) => sweeps.push(swept),
  };
}
