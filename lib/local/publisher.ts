/** Stands where the stream stands on AWS: looks for unfinished records, and finishes them. */

import { finishRecords } from '#activity/finish-records.ts';
import type { RecordKey } from '#activity/ports.ts';
import { readUnfinished } from '#activity/read-unfinished.ts';
import type { SweepPorts } from '#activity/sweep.ts';
import type { Clock } from '#directory/ports.ts';

export interface Publisher {
  /** Ends after a last look, for as long as that may take. */
  readonly stop: () => Promise<void>;
}

type Ports = SweepPorts & Clock;

/** Between two looks. */
const REST_MS = 300;
/** Records that are finished together. */
const BATCH_SIZE = 100;
/** For background work, at each look. */
const WORK_MS = 10_000;
const LAST_LOOK_MS = 1000;
const SHARDS = Array.from({ length: 16 }, (_, shard) => shard);

/** The database may be away for a while: what could not be looked for now is found the next time. */
export function startPublisher(ports: Ports): Publisher {
  let isStopping = false;
  const run = async () => {
    while (!isStopping) {
      await lookOnce(ports);
      await ports.sleep(REST_MS);
    }
    await lookOnce(ports);
  };
  const running = run();
  return {
    async stop() {
      isStopping = true;
      await Promise.race([running, ports.sleep(LAST_LOOK_MS)]);
    },
  };
}

/** A record that fails at every look is told of once, until it fails otherwise. */
export function reportOnce(report: Ports['report']): Ports['report'] {
  const known = new Map<string, string>();
  return (failure) => {
    const { recordId, step, code } = failure;
    if (known.get(recordId) === `${step} ${code}`) return;
    known.set(recordId, `${step} ${code}`);
    report(failure);
  };
}

async function lookOnce(ports: Ports): Promise<void> {
  try {
    const keys = await unfinishedKeys(ports);
    for (let index = 0; index < keys.length; index += BATCH_SIZE) {
      const { records } = await readUnfinished(ports, keys.slice(index, index + BATCH_SIZE));
      await finishRecords(ports, records, ports.now() + WORK_MS);
    }
  } catch (error) {
    const { name: code } = error as Error;
    ports.report({ recordId: '-', workspaceId: '-', step: 'publish', code });
  }
}

/** Of all shards, in the order in which they were made. */
async function unfinishedKeys(ports: Ports): Promise<readonly RecordKey[]> {
  const lists = await Promise.all(SHARDS.map((shard) => keysOfShard(ports, shard)));
  return lists.flat().sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function keysOfShard({ outbox, now }: Ports, shard: number): Promise<readonly RecordKey[]> {
  const before = now() + 1000; // All of them: records of this very moment, too.
  const keys: RecordKey[] = [];
  let from: string | undefined;
  do {
    const page = await outbox.page(shard, before, from);
    keys.push(...page.keys);
    from = page.next;
  } while (from !== undefined);
  return keys;
}
