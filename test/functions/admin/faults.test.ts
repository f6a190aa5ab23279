/** A fault at every call to the database in every write of the admin API, which is then sent again. */

import { describe, expect, it } from '@jest/globals';
import { useDeployment } from '../../support/deployment.ts';
import {
  at,
  type Fault,
  type FaultyClient,
  faultsOf,
  faultyClient,
  noFaults,
  type Plan,
} from '../../support/faulty-client.ts';
import { underRights } from '../../support/iam.ts';
import { brokenInvariants, readAll } from '../../support/invariants.ts';
import { aPlace, differences, kindsIn, TABLE, targetOf } from './writes.ts';

let database: FaultyClient;
const deployment = useDeployment((client) => {
  database = faultyClient(underRights(client));
  return database.client;
});
const { admin, table } = deployment;

type Write = (typeof TABLE)[number];

/** The write, under a plan, and then once more without a fault. */
async function attempt(write: Write, plan: Plan) {
  const place = await aPlace(deployment);
  const before = kindsIn(await readAll(table()));
  const send = () => admin(write.method, targetOf(write.path, place), write.body?.(place));
  database.follow(plan);
  const first = await send();
  const sent = database.sent.map(({ name }) => name);
  database.follow(noFaults);
  const again = await send();
  const made = differences(before, kindsIn(await readAll(table())));
  return { statuses: [first.statusCode ?? 0, again.statusCode ?? 0], sent, made };
}

/** Done, or to be tried again: never a refusal, and never a fault of ours. */
const isAnswer = ({ statuses: [done] }: Write, status = 0) =>
  status === done || status === 429 || status === 503;

describe('a write of the admin API', () => {
  it.each(TABLE)(
    'under a fault at any call is done or put off, and repeated is done once: $key',
    async (write) => {
      const clean = await attempt(write, noFaults);
      const bad: string[] = [];

      for (const [position, command] of clean.sent.entries()) {
        for (const fault of faultsOf(command)) {
          const { statuses, made } = await attempt(write, at(position, fault));
          const [first, again] = statuses;
          const isDone = isAnswer(write, first) && write.statuses.includes(again as number);
          const isOnce = JSON.stringify(made) === JSON.stringify(clean.made);
          if (!isDone || !isOnce) bad.push(sentenceOf(fault, command, position, statuses, made));
        }
      }

      expect(clean.statuses).toEqual(write.statuses);
      expect(clean.sent.length).toBeGreaterThan(1);
      expect(bad).toEqual([]);
    },
    120_000,
  );

  it('has left the table whole', async () => {
    expect(await brokenInvariants(table())).toEqual([]);
  });
});

function sentenceOf(
  fault: Fault,
  command: string,
  position: number,
  statuses: readonly number[],
  made: readonly unknown[],
): string {
  return `${fault} at ${command} ${position}: ${statuses.join(', then ')}; ${JSON.stringify(made)}`;
}
