/** Reads what is to be finished. */

import type { FinishPorts } from '#activity/finish-records.ts';
import type { RecordKey, UnfinishedRecord } from '#activity/ports.ts';
import { TryAgain } from '#directory/try-again.ts';

export interface ReadRecords {
  readonly records: readonly UnfinishedRecord[];
  /** How many are there and cannot be read. */
  readonly unreadable: number;
}

/**
 * A record that this version cannot read, since a newer one has written it, holds up no other: it stays
 * on the list for one that can.
 *
 * @throws {TryAgain}
 */
export async function readUnfinished(
  ports: Pick<FinishPorts, 'outbox' | 'report'>,
  keys: readonly RecordKey[],
): Promise<ReadRecords> {
  if (keys.length === 0) return { records: [], unreadable: 0 };
  try {
    return { records: await ports.outbox.read(keys), unreadable: 0 };
  } catch (error) {
    if (error instanceof TryAgain) throw error;
    const [key] = keys as readonly [RecordKey];
    if (keys.length > 1) return readHalves(ports, keys);
    const { workspaceId, id: recordId } = key;
    ports.report({ recordId, workspaceId, step: 'read', code: (error as Error).name });
    return { records: [], unreadable: 1 };
  }
}

async function readHalves(
  ports: Pick<FinishPorts, 'outbox' | 'report'>,
  keys: readonly RecordKey[],
): Promise<ReadRecords> {
  const middle = Math.ceil(keys.length / 2);
  const first = await readUnfinished(ports, keys.slice(0, middle));
  const second = await readUnfinished(ports, keys.slice(middle));
  return {
    records: [...first.records, ...second.records],
    unreadable: first.unreadable + second.unreadable,
  };
}
