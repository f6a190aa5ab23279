/** One schedule: a few clients, the stream, the sweeper and the consumer, all at once; then the truth. */

import { publishStream } from '#activity/publish-stream.ts';
import { sweep } from '#activity/sweep.ts';
import { createUser } from '#provisioning/users/create-user.ts';
import { deleteUser } from '#provisioning/users/delete-user.ts';
import { patchUser } from '#provisioning/users/patch-user.ts';
import { aRequest, patchOf } from '../../support/user-ports.ts';
import { changeMembership } from './projection.ts';
import { aProcess, type Process } from './scheduler.ts';
import { verdicts } from './verdicts.ts';
import { aWorld, type Guard, type World } from './world.ts';

const CLIENTS = 2;
const REQUESTS = 6;
const BATCH_SIZE = 4;
/** Times that a batch of the stream is tried; then it is put aside. */
const STREAM_ATTEMPTS = 2;
const NAMES = ['ada', 'grace'];
const REMAINING_MS = 60_000;

export interface Outcome {
  /** A sentence for each thing that is not as it must be. */
  readonly wrong: readonly string[];
  readonly events: number;
  readonly deprovisionings: number;
  readonly deaths: number;
}

/** @param removed the guard to do without. */
export async function runSchedule(seed: number, removed?: Guard): Promise<Outcome> {
  const world = aWorld(seed, removed);
  const clients = Array.from({ length: CLIENTS }, () => client(world));
  let isOver = false;
  const background = [stream(world, () => isOver), sweeper(world, () => isOver)];
  const finished = Promise.all(clients).then(() => {
    isOver = true;
  });
  while (await world.scheduler.step()) if (world.scheduler.chance(0.1)) consume(world);
  await Promise.all([finished, ...background]);
  await settle(world);
  const types = [...world.consumer.events.values()].map(({ type }) => type);
  return {
    wrong: verdicts(world),
    events: types.length,
    deprovisionings: types.filter((type) => type === 'User Deprovisioned').length,
    deaths: world.scheduler.deaths(),
  };
}

/** @returns the sums of all of them. */
export async function runSchedules(
  firstSeed: number,
  count: number,
  check: (seed: number, outcome: Outcome) => void,
): Promise<Omit<Outcome, 'wrong'>> {
  let sums = { events: 0, deprovisionings: 0, deaths: 0 };
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const outcome = await runSchedule(seed);
    check(seed, outcome);
    sums = {
      events: sums.events + outcome.events,
      deprovisionings: sums.deprovisionings + outcome.deprovisionings,
      deaths: sums.deaths + outcome.deaths,
    };
  }
  return sums;
}

/** What was left over is finished by the next sweep, when all is well again. */
async function settle(world: World): Promise<void> {
  world.calm();
  if (world.hasSweeper) {
    const process = aProcess('last sweep', false);
    const done = world.scheduler.run(process, () => sweep(world.finishPorts(process), 600_000));
    while (await world.scheduler.step());
    await done;
  }
  while (world.bridge.queue.length > 0) consume(world);
}

async function client(world: World): Promise<void> {
  for (let count = 0; count < REQUESTS; count += 1) {
    const process = aProcess('request');
    await world.scheduler.run(process, () => request(world, process));
  }
}

async function request(world: World, process: Process): Promise<unknown> {
  const { scheduler, table } = world;
  const ports = world.userPorts(process);
  const context = world.context();
  await scheduler.turn(process);
  const ids = [...table.items.values()].flatMap(({ sk }) =>
    sk.startsWith('USER#0') ? [sk.slice('USER#'.length)] : [],
  );
  if (ids.length === 0 || scheduler.chance(0.25)) {
    const body = { userName: scheduler.pick(NAMES) };
    return createUser(ports, context, aRequest({ body }));
  }
  const id = scheduler.pick(ids);
  const kind = scheduler.pick(['active', 'active', 'active', 'title', 'member', 'delete']);
  if (kind === 'delete') return deleteUser(ports, context, aRequest({ id }));
  if (kind === 'member') return changeMembership(ports, context, id);
  const value = kind === 'active' ? scheduler.chance(0.5) : `title ${scheduler.random()}`;
  const body = patchOf({ op: 'replace', path: kind, value });
  return patchUser(ports, context, aRequest({ id, body }));
}

/** As Lambda reads a shard: in order, a failed batch again from its first failure, then never more. */
async function stream(world: World, isOver: () => boolean): Promise<void> {
  const { scheduler, table } = world;
  const idle = aProcess('stream', false);
  let position = 0;
  while (!isOver() || position < table.stream.length) {
    await scheduler.turn(idle);
    const batch = table.stream.slice(position, position + BATCH_SIZE);
    if (batch.length > 0) await deliver(world, batch);
    position += batch.length;
  }
}

async function deliver(world: World, batch: World['table']['stream']): Promise<void> {
  let Records = batch;
  for (let attempt = 0; attempt < STREAM_ATTEMPTS && Records.length > 0; attempt += 1) {
    const process = aProcess('publisher');
    const answer = await world.scheduler.run(process, () =>
      publishStream(world.finishPorts(process), { Records }, REMAINING_MS),
    );
    if (answer === undefined) continue;
    const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const first = Records.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));
    Records = first < 0 ? [] : Records.slice(first);
  }
}

async function sweeper(world: World, isOver: () => boolean): Promise<void> {
  const idle = aProcess('schedule', false);
  while (world.hasSweeper && !isOver()) {
    await world.scheduler.turn(idle);
    if (!world.scheduler.chance(0.05)) continue;
    const process = aProcess('sweeper');
    await world.scheduler.run(process, () => sweep(world.finishPorts(process), REMAINING_MS));
  }
}

/** Any message, not the oldest; and sometimes it stays in the queue. */
function consume({ scheduler, bridge: { queue }, consumer }: World): void {
  const index = Math.floor(scheduler.random() * queue.length);
  const message = queue[index];
  if (message === undefined) return;
  if (!scheduler.chance(0.1)) queue.splice(index, 1);
  consumer.take(message);
}
