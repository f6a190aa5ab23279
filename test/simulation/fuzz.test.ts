/**
 * Fuzzed requests through the deployed handlers: whatever comes, no 5xx, and every answer is SCIM JSON.
 *
 * `npm run fuzz` sends 100,000. FUZZ_SEED repeats a run.
 */

import { randomInt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bodyOf, problemsOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';
import { brokenInvariants } from '../support/invariants.ts';
import { invoke } from '../support/invoke.ts';
import { type FuzzedRequest, fuzzedRequest } from './fuzzed-requests.ts';
import { mutatedExchange } from './mutated-corpus.ts';
import { changedPrototypes } from './prototypes.ts';

const deployment = useDeployment();

const numRuns = Number(process.env.FUZZ_RUNS ?? 5000);
const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
const timeout = 30_000 + numRuns * 30;
/** The first of them most, so that its users meet. */
const WORKSPACES = ['standard-demo', 'modjo-demo', 'standard-demo', 'modernloop-demo'] as const;
const ids: Record<string, string[]> = {};

function send(request: FuzzedRequest, workspaceId: string) {
  const { method, path, query, headers, body, isBase64Encoded, which } = request;
  const id = ids[workspaceId]?.at(-1 - (which % 30)) ?? 'nobody';
  const authorization = (headers.authorization ?? '').replaceAll('{token}', () =>
    deployment.token(workspaceId),
  );
  return invoke({
    method,
    target: `/scim/v2${path.replaceAll('{id}', id)}?${query}`,
    headers: { ...headers, authorization },
    body: isBase64Encoded ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded,
  });
}

async function check(request: FuzzedRequest): Promise<void> {
  const workspaceId = WORKSPACES[request.which % 4] ?? '';
  const answer = await send(request, workspaceId);
  if (answer.statusCode === 201) {
    ids[workspaceId] = [...(ids[workspaceId] ?? []).slice(-100), String(bodyOf(answer).id)];
  }
  expect([answer.statusCode, problemsOf(answer)]).toEqual([answer.statusCode, []]);
  expect(changedPrototypes()).toEqual([]);
}

describe('whatever is sent, no answer is a 5xx, and every body is SCIM JSON', () => {
  it(
    `${numRuns} fuzzed requests to every route`,
    async () => {
      process.stdout.write(`fuzz: FUZZ_SEED=${seed} FUZZ_RUNS=${numRuns}\n`);

      const property = fc.asyncProperty(fuzzedRequest, check);

      await fc.assert(property, { numRuns, seed, endOnFailure: true });
      expect(await brokenInvariants(deployment.table())).toEqual([]);
    },
    timeout,
  );

  it(
    `${Math.ceil(numRuns / 5)} mutated exchanges of identity providers`,
    async () => {
      const property = fc.asyncProperty(mutatedExchange, check);

      await fc.assert(property, { numRuns: Math.ceil(numRuns / 5), seed, endOnFailure: true });
      expect(await brokenInvariants(deployment.table())).toEqual([]);
    },
    timeout,
  );
});
