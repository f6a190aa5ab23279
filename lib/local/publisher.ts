/** Stands where the stream stands on AWS: looks for unfinished records, and finishes them. */

import { finishRecords } from '#activity/finish-records.ts';
import type { RecordKey } from '#activity/ports.ts';
import { readUnfinished } from '#activity/read-unfinished.ts';
import type { SweepPorts } from '#activity/sweep.ts';
import type { Clock } from '#directory/ports.ts';
import { WAITING } from '#local/webhook-sink.ts';

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
/** Between two turns of the same work: much of it can only go on after a minute. */
const WORK_REST_MS = 5000;
const LAST_LOOK_MS = 1000;
const SHARDS = Array.from({ length: 16 }, (_, shard) => shard);

/** The database may be away for a while: what could not be looked for now is found the next time. */
export function startPublisher(ports: Ports): Publisher {
  let isStopping = false;
  const resting: Resting = new Map();
  const run = async () => {
    while (!isStopping) {
      await lookOnce(ports, resting);
      await ports.sleep(REST_MS);
    }
    await lookOnce(ports, resting);
  };
  const running = run();
  return {
    async stop() {
      isStopping = true;
      await Promise.race([running, ports.sleep(LAST_LOOK_MS)]);
    },
  };
}

/** A record that fails at every look is told of once, until it fails otherwise; what waits, the webhook tells. */
export function reportOnce(report: Ports['report']): Ports['report'] {
  const known = new Map<string, string>();
  return (failure) => {
    const { recordId, step, code } = failure;
    if (step === 'publish' && WAITING.has(code)) return;
    if (known.get(recordId) === `${step} ${code}`) return;
    known.set(recordId, `${step} ${code}`);
    report(failure);
  };
}

/** Until when records are left alone whose events are out, and whose work has had a turn; by id. */
type Resting = Map<string, number>;

async function lookOnce(ports: Ports, resting: Resting): Promise<void> {
  try {
    const isDue = ({ id }: RecordKey) => (resting.get(id) ?? 0) <= ports.now();
    const keys = (await unfinishedKeys(ports)).filter(isDue);
    for (let index = 0; index < keys.length; index += BATCH_SIZE) {
      const { records } = await readUnfinished(ports, keys.slice(index, index + BATCH_SIZE));
      const results = await finishRecords(ports, records, ports.now() + WORK_MS);
      for (const [place, { record }] of records.entries()) {
        if (results[place] === 'unfinished') resting.set(record.id, ports.now() + WORK_REST_MS);
        else resting.delete(record.id);
      }
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
