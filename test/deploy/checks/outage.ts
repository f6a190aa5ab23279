import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '#test/idp/replay.ts';
import type { Cloud } from '../cloud.ts';
import { receiveDeprovisioned } from '../consumer-queue.ts';
import { functionNamed, invoke, setHandler } from '../lambda.ts';
import { createUsers, deactivateUsers } from '../leavers.ts';
import { waitForAll } from './events.ts';

const USERS = 10;
/** Milliseconds for which nothing may arrive: many times what an event takes. */
const SILENCE_MS = 5000;
/** The sweeper leaves a new record to the stream for a minute. */
const PATIENCE_MS = 180_000;
const SWEEP_EVERY_MS = 10_000;

/**
 * Deactivations while the publisher is broken are not lost: the sweeper brings them, each as one event.
 * It is called here as its schedule calls it on AWS, every so often.
 */
export async function checkOutage(cloud: Cloud, target: Target): Promise<void> {
  const { emulator } = cloud;
  const [publisher, sweeper] = await Promise.all([
    functionNamed(emulator, 'LifecyclePublish'),
    functionNamed(emulator, 'LifecycleSweep'),
  ]);
  const ids = await createUsers(target, 'outage', USERS);
  await setHandler(emulator, publisher, 'index.broken');
  await deactivateUsers(target, ids);
  await sleep(SILENCE_MS);
  const early = (await receiveDeprovisioned(cloud)).filter(({ userId }) => ids.includes(userId));
  assert.deepEqual(early, [], 'the publisher is broken');

  const arrived = waitForAll(cloud, new Set(ids), PATIENCE_MS);
  let isOver = false;
  arrived
    .catch(() => {})
    .finally(() => {
      isOver = true;
    });
  while (!isOver) {
    await invoke(emulator, sweeper);
    await Promise.race([arrived.catch(() => {}), sleep(SWEEP_EVERY_MS)]);
  }
  await arrived;
  await setHandler(emulator, publisher, 'index.handler');
}
