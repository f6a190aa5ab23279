/**
 * The recorded exchanges again, under the profiles of the products: every one of users alone whose
 * POST and PUT bodies have what the profile requires.
 */

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Endpoint, startEndpoint } from '../support/endpoint.ts';
import { replay, type Scenario, type Target } from './replay.ts';

type Step = Scenario['steps'][number];
type Body = Readonly<Record<string, unknown>>;

const corpus: readonly Scenario[] = JSON.parse(
  readFileSync(new URL('./corpus.json', import.meta.url), 'utf8'),
);

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.stop());

/** What the help pages ask for; the code under test is not asked. */
const REQUIRED: Readonly<Record<string, (body: Body) => boolean>> = {
  modernloop: (body) => hasNames(body) && addressesOf(body).length > 0,
  modjo: (body) =>
    hasNames(body) && (addressesOf(body).length > 0 || /@/.test(String(get(body, 'userName')))),
};

describe.each(['modernloop', 'modjo'])('identity providers must, under %s', (profile) => {
  const scenarios = corpus.filter((scenario) => isFor(profile, scenario));

  it('is of several identity providers', () => {
    expect(new Set(scenarios.map(({ id }) => id.split('-')[0])).size).toBeGreaterThan(3);
    expect(scenarios.length).toBeGreaterThan(10);
  });

  it.each(scenarios)('$id: $title', async (scenario) => {
    await expect(replay(scenario, await newTarget(profile))).resolves.toBeDefined();
  });
});

/** Each in a workspace of its own: recorded addresses repeat, and are unique in a workspace. */
async function newTarget(profile: string): Promise<Target> {
  const id = randomUUID();
  await admin('/workspaces', { id, name: id, profile });
  const { token } = await admin(`/workspaces/${id}/tokens`, {});
  return { scimBaseUrl: endpoint.scimBaseUrl, token: String(token) };
}

async function admin(path: string, body: Body): Promise<Body> {
  const response = await fetch(`${endpoint.adminBaseUrl}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${endpoint.adminToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Body;
}

function isFor(profile: string, { level, steps }: Scenario): boolean {
  const isOfUsers = steps.every(({ request }) => !/groups/i.test(request.path) && !request.fixture);
  return (
    level === 'must' && isOfUsers && steps.filter(sendsUser).every((step) => has(profile, step))
  );
}

function sendsUser({ request: { method, path } }: Step): boolean {
  return method === 'PUT' || (method === 'POST' && !path.includes('.search'));
}

function has(profile: string, { request: { body, rawBody } }: Step): boolean {
  const sent = rawBody === undefined ? body : parsed(rawBody);
  return REQUIRED[profile]?.(Object(sent)) ?? false;
}

/** A body that is no JSON has nothing that could be required. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hasNames(body: Body): boolean {
  const name = get(body, 'name');
  return isText(get(name, 'givenName')) && isText(get(name, 'familyName'));
}

function addressesOf(body: Body): readonly unknown[] {
  const emails = get(body, 'emails');
  const list = Array.isArray(emails) ? emails : [emails];
  return list.filter((email) => isText(email) || isText(get(email, 'value')));
}

/** In any case, as names of attributes are. */
function get(object: unknown, name: string): unknown {
  const entries = Object.entries(Object(object));
  return entries.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
