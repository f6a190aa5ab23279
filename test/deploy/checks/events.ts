import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '#test/idp/replay.ts';
import type { Cloud, Report } from '../cloud.ts';
import { type Arrival, receiveDeprovisioned } from '../consumer-queue.ts';
import { createUsers, deactivateUsers } from '../leavers.ts';

const USERS = 100;
const PATIENCE_MS = 120_000;

/**
 * Each deactivation arrives on the consumer's queue, by stream, publisher and bus, once by its `eventId`.
 */
export async function checkEvents(cloud: Cloud, target: Target, report: Report): Promise<void> {
  const ids = await createUsers(target, 'leaver', USERS);
  await deactivateUsers(target, ids);
  const arrivals = await waitForAll(cloud, new Set(ids), PATIENCE_MS);
  const latencies = arrivals.map(({ latency }) => latency).sort((a, b) => a - b);
  const median = latencies[Math.floor(latencies.length / 2)] ?? Number.NaN;
  report(
    `${USERS} deactivations arrived; from change to queue ${median} ms in the median, ${latencies.at(-1)} ms at most`,
  );
}

/** @throws {Error} where some have not arrived in time, or one of them as two events. */
export async function waitForAll(
  cloud: Cloud,
  ids: ReadonlySet<string>,
  patienceMs: number,
): Promise<readonly Arrival[]> {
  const arrived = new Map<string, Arrival>();
  const giveUpAt = Date.now() + patienceMs;
  while (new Set([...arrived.values()].map(({ userId }) => userId)).size < ids.size) {
    assert.ok(Date.now() < giveUpAt, `${arrived.size} of ${ids.size} events have arrived`);
    for (const arrival of await receiveDeprovisioned(cloud)) {
      if (ids.has(arrival.userId)) arrived.set(arrival.eventId, arrival);
    }
    await sleep(50);
  }
  assert.equal(arrived.size, ids.size, 'each deactivation is one event');
  return [...arrived.values()];
}
