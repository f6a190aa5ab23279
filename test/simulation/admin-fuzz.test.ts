/**
 * Fuzzed requests to every route of the admin API, through the deployed handlers: whatever comes, no 5xx,
 * every refusal is a problem (RFC 9457), and what is refused has changed nothing.
 *
 * FUZZ_RUNS asks for more of them, FUZZ_SEED for others.
 */

import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPlace, type Place, storedIn } from '../functions/admin/writes.ts';
import { adminProblemsOf } from '../support/answers.ts';
import { PLATFORM_ADMIN, useDeployment } from '../support/deployment.ts';
import { brokenInvariants } from '../support/invariants.ts';
import { invoke } from '../support/invoke.ts';
import { ADMIN_DOORS, ADMIN_KEYS, TAKEN_KEYS } from './admin-doors.ts';
import { type FuzzedAdminRequest, fuzzedAdminRequest } from './fuzzed-admin-requests.ts';
import { changedPrototypes } from './prototypes.ts';

const deployment = useDeployment();

const total = Number(process.env.FUZZ_RUNS ?? 800);
/** After a write all of the table is compared, and it grows: a route that reads gets more of them. */
const runsOf = (method: string) =>
  method === 'GET' ? Math.ceil(total / 20) : Math.min(200, Math.ceil(total / 100));
const seed = Number(process.env.FUZZ_SEED ?? 7644);
/** Milliseconds; what takes longer hangs. */
const ANSWER_MS = 30_000;

let place: Place;
/** What the last refusal has left; undefined after anything that may have changed it. */
let known: Awaited<ReturnType<typeof storedIn>> | undefined;
beforeEach(async () => {
  place = await aPlace(deployment);
  known = undefined;
});

const placed = (text: string) =>
  text.replace(/\{(ws|id|tokenId|name)\}/g, (_, name: keyof Place) => place[name]);

async function check({ method, target, headers, body }: FuzzedAdminRequest): Promise<void> {
  const isRead = method === 'GET';
  const before = isRead ? [] : (known ?? (await storedIn(deployment.table())));

  const answer = await invoke({
    method,
    target: placed(target),
    headers,
    body: body === undefined ? undefined : placed(body),
    authorizer: PLATFORM_ADMIN,
  });

  const { statusCode = 0 } = answer;
  expect([statusCode, adminProblemsOf(answer)]).toEqual([statusCode, []]);
  expect(changedPrototypes()).toEqual([]);
  if (isRead) return;
  known = undefined;
  if (statusCode < 400) {
    if (method === 'DELETE') place = await aPlace(deployment);
    return;
  }
  const after = await storedIn(deployment.table());
  expect(after).toEqual(before);
  known = after;
}

describe('whatever an admin sends, no answer is a 5xx, and a refusal is a problem and changes nothing', () => {
  it('goes to every route', () => {
    expect([...TAKEN_KEYS].sort()).toEqual([...ADMIN_KEYS].sort());
  });

  it.each(ADMIN_DOORS)(
    `fuzzed requests, FUZZ_SEED=${seed} FUZZ_RUNS=${total}: $method $path`,
    async (door) => {
      const numRuns = runsOf(door.method);
      const property = fc.asyncProperty(fuzzedAdminRequest(door), check);

      await fc.assert(property, { numRuns, seed, endOnFailure: true, timeout: ANSWER_MS });
      expect(await brokenInvariants(deployment.table())).toEqual([]);
    },
    30_000 + total * 10,
  );
});
