/** Recorded exchanges of identity providers and their validators, against `npm start`. */

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Endpoint, startEndpoint } from '../support/endpoint.ts';
import { POLICIES, policyProblems } from './policies.ts';
import { replay, type Scenario } from './replay.ts';

const scenarios: readonly Scenario[] = JSON.parse(
  readFileSync(new URL('./corpus.json', import.meta.url), 'utf8'),
);

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.stop());

const target = () => ({
  scimBaseUrl: endpoint.scimBaseUrl,
  token: endpoint.tokens['standard-demo'] as string,
});

describe.each(['must', 'should'])('identity providers %s', (level) => {
  it.each(scenarios.filter((scenario) => scenario.level === level))(
    '$id: $title',
    async (scenario) => {
      await expect(replay(scenario, target())).resolves.toBeDefined();
    },
  );
});

describe('what clients disagree about is decided once', () => {
  it.each(scenarios.filter(({ level }) => level === 'policy'))('$id: $title', async (scenario) => {
    const policy = POLICIES[scenario.id];
    if (policy === undefined) throw new Error(`there is no policy for ${scenario.id}`);

    const answers = await replay(scenario, target());

    expect(policyProblems(policy, answers)).toBeUndefined();
  });
});
