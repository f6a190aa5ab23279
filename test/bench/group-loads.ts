/** Groups under load: by one connection, and by many at once, in one and the same group. */

import type { Exchange } from './exchange.ts';
import { finishWork } from './finish-work.ts';
import { addition, getWithoutMembers, replacement } from './group-exchanges.ts';
import type { GroupBench } from './group-workspace.ts';
import { drive } from './load.ts';
import { figuresOf, type Sample, type SampleFigures, sampleServer } from './sample.ts';
import { CONNECTIONS, type Connections, type Settings } from './settings.ts';

export interface GroupLoad {
  readonly operation: string;
  /** In the group, before. */
  readonly members: number;
  readonly connections: Connections;
  readonly figures: SampleFigures;
}

interface Loaded {
  readonly operation: string;
  readonly members: number;
  readonly exchanges: (length: number) => readonly Exchange[];
  /** Makes the group what it was, after each sample. */
  readonly restore: () => Promise<void>;
}

/** The first round is not counted. @throws {Error} where an answer is wrong. */
export async function measureGroupLoads(
  bench: GroupBench,
  { rounds, requests }: Settings,
): Promise<readonly GroupLoad[]> {
  const cases = loadsOn(bench).flatMap((load) =>
    CONNECTIONS.map((connections) => ({ load, connections, samples: [] as Sample[] })),
  );
  for (let round = 0; round <= rounds; round += 1) {
    for (const { load, connections, samples } of cases) {
      const exchanges = load.exchanges(requests[connections]);
      const sample = await sampleServer(bench.endpoint, exchanges, connections);
      await load.restore();
      if (round > 0) samples.push(sample);
    }
  }
  return cases.map(({ load: { operation, members }, connections, samples }) => {
    return { operation, members, connections, figures: figuresOf(samples) };
  });
}

function loadsOn({ groups, half, userIds, endpoint, table, context }: GroupBench): Loaded[] {
  const largest = groups.at(-1) ?? half;
  // Half of the users at the most are in it: the others can come.
  const grown = groups.findLast(({ size }) => size * 2 <= userIds.length) ?? half;
  const { size } = grown;
  return [
    {
      operation: 'get without members',
      members: largest.size + 1,
      exchanges: (length) => Array.from({ length }, () => getWithoutMembers(largest)),
      restore: async () => {},
    },
    {
      operation: 'one member more',
      members: size,
      exchanges: (length) =>
        userIds.slice(size, size + length).map((userId) => addition(grown, userId)),
      async restore() {
        await drive(endpoint.ready, [replacement(grown, userIds.slice(0, size))], 1);
        await finishWork(table, table, context);
      },
    },
  ];
}
