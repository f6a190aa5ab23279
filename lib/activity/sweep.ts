/** Finishes what nobody has finished: a publisher that died, a bus that was away, work that is long. */

import { type FinishPorts, finishRecords } from '#activity/finish-records.ts';
import { readUnfinished } from '#activity/read-unfinished.ts';
import type { Clock, Randomness } from '#directory/ports.ts';

export interface SweepPorts extends FinishPorts, Pick<Clock, 'now'>, Pick<Randomness, 'random'> {
  /** Milliseconds for which a new record is left to the stream. */
  readonly sweepAfterMs: number;
  readonly reportSweep: (swept: Swept) => void;
}

/** Records by what became of them. */
export interface Swept {
  readonly finished: number;
  /** Published, and with work left. */
  readonly unfinished: number;
  readonly failed: number;
  /** Whether there was time to look at all of them. */
  readonly isComplete: boolean;
  /** Seconds since the oldest record that was not finished; 0 where there is none. */
  readonly oldestSeconds: number;
}

/** Shards of the list. */
const SHARDS = 16;
/** Milliseconds before the end of the function in which no more is begun. */
const MARGIN_MS = 2000;

/**
 * Goes through the whole list, beginning at any shard, so that where time is short every record has its
 * turn. A record that fails holds up no other.
 *
 * @param remainingMs until the function is ended.
 */
export async function sweep(ports: SweepPorts, remainingMs: number): Promise<Swept> {
  const deadline = ports.now() + remainingMs - MARGIN_MS;
  const before = ports.now() - ports.sweepAfterMs;
  const first = Math.floor(ports.random() * SHARDS);
  let swept: Swept = { finished: 0, unfinished: 0, failed: 0, isComplete: true, oldestSeconds: 0 };
  for (let count = 0; count < SHARDS; count += 1) {
    const shard = (first + count) % SHARDS;
    swept = await sweepShard(ports, { shard, before, deadline }, swept);
  }
  ports.reportSweep(swept);
  return swept;
}

interface Shard {
  readonly shard: number;
  readonly before: number;
  readonly deadline: number;
}

async function sweepShard(
  ports: SweepPorts,
  { shard, before, deadline }: Shard,
  soFar: Swept,
): Promise<Swept> {
  let swept = soFar;
  let from: string | undefined;
  do {
    if (ports.now() >= deadline) return { ...swept, isComplete: false };
    const page = await ports.outbox.page(shard, before, from);
    swept = await sweepPage(ports, page.keys, deadline, swept);
    from = page.next;
  } while (from !== undefined);
  return swept;
}

async function sweepPage(
  ports: SweepPorts,
  keys: Parameters<SweepPorts['outbox']['read']>[0],
  deadline: number,
  soFar: Swept,
): Promise<Swept> {
  if (keys.length === 0) return soFar;
  const { records, unreadable } = await readUnfinished(ports, keys);
  const results = await finishRecords(ports, records, deadline);
  const count = (kind: string) => results.filter((result) => result === kind).length;
  const left = records.filter((_, index) => results[index] !== 'finished');
  const ages = left.map(({ record }) => Math.floor((ports.now() - Date.parse(record.at)) / 1000));
  return {
    finished: soFar.finished + count('finished'),
    unfinished: soFar.unfinished + count('unfinished'),
    failed: soFar.failed + count('failed') + unreadable,
    isComplete: soFar.isComplete,
    oldestSeconds: Math.max(soFar.oldestSeconds, ...ages),
  };
}
