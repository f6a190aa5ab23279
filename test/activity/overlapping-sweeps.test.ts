/**
 * A sweep may take five minutes, and the next begins after one: at every await of the one the other may
 * run, over the same records.
 */

import { describe, expect, it } from '@jest/globals';
import type { EventBus, Workers } from '#activity/ports.ts';
import { type SweepPorts, sweep } from '#activity/sweep.ts';
import { systemContext } from '#auth/mint-context.ts';
import { SYSTEM } from '#compose/adapters.ts';
import { bucketOf } from '#directory/membership.ts';
import { type TestTable, useEmulator } from '#test/support/emulator.ts';
import { noFaults } from '#test/support/faulty-client.ts';
import { groupClientOf, membersOf, someUsers } from '#test/support/group-client.ts';
import { workOn } from '#test/support/group-work.ts';
import { breachesIn, type Item, readAll, recordsIn } from '#test/support/invariants.ts';
import { aBus, type TestBus } from '#test/support/messages.ts';
import { clientOf, idOf, replacing } from '#test/support/scim-client.ts';
import { storesOver } from '#test/support/stores.ts';
import { outboxStore } from '#test/support/whole-stores.ts';
import { aWorkspace } from '#test/support/workspaces.ts';

const REMAINING_MS = 300_000;
const MINUTE_MS = 60_000;

const emulator = useEmulator();

type Pass = () => Promise<void>;

/** A function of its own over the table; `pass` is awaited before each of its calls, and behind its bus. */
function aSweeper(table: TestTable, bus: EventBus, pass: Pass) {
  const { ports, database, clock } = storesOver(table);
  const failures: unknown[] = [];
  database.follow(async () => {
    await pass();
    return undefined;
  });
  clock.advance(2 * MINUTE_MS); // A group is taken apart no sooner.
  const dynamo = { ...table, client: database.client, ...ports };
  const worker: Workers['projectMembers'] = (context, record) => workOn(ports, context, record);
  const sweeping: SweepPorts = {
    ...ports,
    outbox: outboxStore(dynamo),
    bus: {
      async put(messages) {
        await pass();
        const deliveries = await bus.put(messages);
        await pass();
        return deliveries;
      },
    },
    workers: new Proxy({}, { get: () => worker }) as Workers,
    contextOf: async ({ requestId }, deadline) =>
      systemContext(aWorkspace(), 'publisher', requestId, deadline),
    sweepAfterMs: -3 * MINUTE_MS,
    report: (failure) => failures.push(failure),
    reportSweep: () => {},
  };
  return { run: () => sweep(sweeping, REMAINING_MS), failures };
}

/** Each bucket that work concerns is a call more: two of them are enough. */
function idInBucket(number: number): string {
  const id = SYSTEM.newId();
  return bucketOf(id) === number ? id : idInBucket(number);
}

/** Users, a large group that does not reach its members, and one that is deleted; all unfinished. */
async function prepare(table: TestTable): Promise<void> {
  const stores = storesOver(table);
  const [users, groups] = [clientOf(() => stores.ports), groupClientOf(() => stores.ports)];
  const ids = await someUsers(stores.ports, 16, undefined, (index) => ({
    id: idInBucket(index % 2),
  }));
  await users.patch(String(ids[0]), [replacing('active', false)]);
  await users.delete(String(ids[1]));
  const gone = idOf(
    await groups.post({ displayName: 'Gone', members: membersOf(ids.slice(2, 5)) }),
  );
  let commits = 0;
  stores.database.follow(({ name }) => {
    if (name === 'TransactWrite') commits += 1;
    return commits > 2 || (commits > 0 && name !== 'TransactWrite') ? 'unreachable' : undefined;
  });
  await groups.post({ displayName: 'Crew', members: membersOf(ids) });
  stores.database.follow(noFaults);
  await groups.delete(gone);
}

interface Swept {
  readonly bus: TestBus;
  /** How often the first sweep could have been held up. */
  readonly passes: number;
  readonly failures: readonly unknown[];
  readonly table: TestTable;
}

/** One sweep, which is held up at a place while another runs from its beginning to its end. */
async function sweepWithin(place: number): Promise<Swept> {
  const table = await emulator.newTable();
  await prepare(table);
  const bus = aBus();
  const other = aSweeper(table, bus, async () => {});
  let passes = 0;
  const first = aSweeper(table, bus, async () => {
    passes += 1;
    if (passes - 1 === place) await other.run();
  });
  await first.run();
  return { bus, passes, failures: [...first.failures, ...other.failures], table };
}

describe('a sweep within a sweep, wherever it comes', () => {
  it('loses no event, repeats one only under its own eventId, and leaves no work', async () => {
    const { passes } = await sweepWithin(-1);
    const bad: string[] = [];
    let repeated = 0;

    for (let place = 0; place < passes; place += 1) {
      const { bus, failures, table } = await sweepWithin(place);
      const items = await readAll(table);
      repeated += bus.arrived.length - arrivedIn(bus).size;
      const wrong = [
        ...wrongEvents(items, bus),
        ...items.filter(({ gsi2pk }) => gsi2pk !== undefined).map(({ sk }) => `${sk} is left`),
        ...failures.map((failure) => JSON.stringify(failure)),
        ...breachesIn(items),
      ];
      if (wrong.length > 0) bad.push(`at ${place}: ${wrong.join()}`);
    }

    expect(bad).toEqual([]);
    expect(passes).toBeGreaterThan(20);
    expect(repeated).toBeGreaterThan(0); // Else the sweeps would not have met.
  });
});

function arrivedIn({ arrived }: TestBus): ReadonlySet<string> {
  return new Set(arrived.map(({ detail }) => detail.metadata.eventId));
}

function wrongEvents(items: readonly Item[], bus: TestBus): readonly string[] {
  const committed = recordsIn(items).flatMap(({ record: { id, events } }) =>
    events.map((_, index) => `${id}-${index}`),
  );
  const texts = new Set(bus.arrived.map((message) => JSON.stringify(message)));
  return [
    ...committed.filter((id) => !arrivedIn(bus).has(id)).map((id) => `${id} is lost`),
    ...(texts.size === committed.length ? [] : ['an event has arrived in two forms']),
  ];
}
