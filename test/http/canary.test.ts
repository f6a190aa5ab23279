/**
 * Nothing that a client sends gets into the log or into an error: a word that stands nowhere else goes
 * through every route, in every place, on good ways and on bad ones (HARD-CASES V21, P1).
 */

import { beforeAll, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { ROUTES } from '#functions/routes.ts';
import { bodyOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';
import { readRecords } from '../support/invariants.ts';
import type { Invocation } from '../support/invoke.ts';

const deployment = useDeployment();

/** Letters alone, like most names. */
const CANARY = 'zquarkzquark';
const EMAIL = `${CANARY}@example.com`;

const person = {
  userName: EMAIL,
  externalId: CANARY,
  name: { givenName: CANARY, familyName: CANARY },
  displayName: CANARY,
  password: CANARY,
  emails: [{ value: EMAIL, type: CANARY, primary: true }],
  photos: [{ value: `https://example.com/${CANARY}` }],
};

interface Sent {
  readonly method: string;
  readonly target: string;
  readonly body?: unknown;
  readonly headers?: Invocation['headers'];
}

const answers: (APIGatewayProxyStructuredResultV2 & { readonly sent: Sent })[] = [];

async function send(method: string, target: string, body?: unknown, extra = {}): Promise<void> {
  const headers = { authorization: deployment.token(), 'user-agent': CANARY, ...extra };
  const sent = { method, target, body, headers };
  answers.push({ ...(await deployment.send(method, target, body, headers)), sent });
}

const QUERIES = [
  `filter=userName+eq+"${EMAIL}"`,
  `filter=userName+eq+${CANARY}`,
  `filter=userName+eq+"${CANARY}`,
  `filter=${CANARY}+eq+"${CANARY}"`,
  `filter=userName+${CANARY}+"${CANARY}"`,
  `filter=${CANARY}`,
  `filter=(((${CANARY}`,
  `filter=emails[type+eq+"${CANARY}"`,
  `filter=%ff${CANARY}`,
  `attributes=${CANARY}`,
  `sortBy=${CANARY}`,
  `sortBy=userName&sortOrder=${CANARY}`,
  `startIndex=${CANARY}`,
  `count=${CANARY}`,
  `attributes=${CANARY}&attributes=${CANARY}`,
  `${CANARY}=${CANARY}`,
];

const OPERATIONS: readonly unknown[] = [
  { op: CANARY, path: CANARY, value: CANARY },
  { op: 'add', path: CANARY, value: CANARY },
  { op: 'add', path: `${CANARY}[`, value: CANARY },
  { op: 'add', path: `emails[${CANARY}`, value: CANARY },
  { op: 'add', path: `emails[type eq "${CANARY}`, value: CANARY },
  { op: 'replace', path: `emails[type eq "${CANARY}x"].value`, value: CANARY },
  { op: 'remove', path: `emails[value eq "${CANARY}"].${CANARY}` },
  { op: 'replace', path: 'id', value: CANARY },
  { op: 'replace', path: 'active', value: CANARY },
  { op: 'replace', path: 'userName', value: { [CANARY]: CANARY } },
  { op: 'replace', path: 'emails', value: CANARY },
  { op: 'replace', value: { emails: { [CANARY]: CANARY } } },
  { op: 'replace', value: CANARY },
  { op: 'remove', value: CANARY },
  { op: 'replace', path: 'title', value: CANARY.repeat(10_000) },
  { op: 'replace', path: `urn:${CANARY}:2.0:User:${CANARY}`, value: CANARY },
  CANARY,
];

const BODIES: readonly unknown[] = [
  CANARY,
  `{"userName":"${CANARY}"`,
  `{"${CANARY}":1e999}`,
  `{"__proto__":"${CANARY}"}`,
  `{"userName":"${CANARY}\\ud800"}`,
  `"${CANARY}"`,
  [CANARY],
  {},
  { userName: 7, active: CANARY },
  { userName: { [CANARY]: CANARY } },
  { userName: CANARY.repeat(100) },
  { userName: `x${CANARY}`, title: CANARY.repeat(10_000) },
  { userName: `x${CANARY}`, emails: [[CANARY]] },
  {
    userName: `x${CANARY}`,
    emails: Array.from({ length: 21 }, (_, n) => ({ value: `${n}${EMAIL}` })),
  },
  { userName: `x${CANARY}`, profileUrl: { [CANARY]: 1 }, active: CANARY },
  { userName: `y${CANARY}`, [CANARY]: CANARY, groups: [CANARY], id: CANARY, meta: CANARY },
  { filter: `userName eq ${CANARY} x`, count: CANARY },
];

/** Below the base URL, with an id of a user and with the canary in the place of one. */
const SCIM_ROUTES = ROUTES.filter(({ path }) => path.startsWith('/scim/v2'));
const TARGETS = SCIM_ROUTES.flatMap(({ method, path }) =>
  ['{id}', CANARY].map((id) => ({
    method,
    target: path.slice('/scim/v2'.length).replace('{id}', id),
  })),
);

const UNKNOWN = [
  `/${CANARY}`,
  `/Users/${CANARY}/${CANARY}`,
  `/${CANARY}?${CANARY}`,
  '/Me',
  '/Users',
];

async function sendThrough(method: string, target: string): Promise<void> {
  for (const query of QUERIES) await send(method, `${target}?${query}`, person);
  for (const body of method === 'GET' ? [] : BODIES) await send(method, target, body);
  await send(method, target, person, { authorization: `Bearer ${CANARY}` });
  await send(method, target, person, { 'if-match': `"${CANARY}"` });
  await send(method, target, person, { 'content-encoding': CANARY });
  await send(method, target, person, { accept: CANARY, 'content-type': CANARY });
}

/** @returns the id of a user, who may be there already. */
async function create(userName: string): Promise<unknown> {
  await deployment.send('POST', '/Users', { ...person, userName });
  const found = await deployment.send('GET', `/Users?filter=userName+eq+"${userName}"`);
  const [user] = bodyOf(found).Resources as readonly { readonly id: string }[];
  return user?.id;
}

beforeAll(async () => {
  const id = String(await create(EMAIL));
  for (const { method, target } of TARGETS) await sendThrough(method, target.replace('{id}', id));
  const targets = [`/Users/${await create(CANARY)}`, `/Users/${await create(EMAIL)}`];
  for (const target of targets) {
    for (const operation of OPERATIONS) await send('PATCH', target, { Operations: [operation] });
    await send('PATCH', target, { Operations: [{ op: 'add', value: { userName: EMAIL } }] });
    await send('PUT', target, person);
  }
  for (const target of UNKNOWN) {
    for (const method of ['GET', 'POST', 'PUT', 'HEAD']) await send(method, target, person);
  }
});

describe('the canary', () => {
  it('has been through every kind of answer', () => {
    const statuses = new Set(answers.map(({ statusCode }) => statusCode));

    expect([...statuses].sort()).toEqual([
      200, 201, 204, 400, 401, 403, 404, 405, 409, 412, 415, 501,
    ]);
  });

  it('is in no log entry, and neither is a token', () => {
    const leaks = deployment.logged
      .filter((entry) => /zquark|rc_|@/i.test(JSON.stringify(entry)))
      .map(({ method, path, error }) => JSON.stringify({ method, path, error }));

    expect(deployment.logged.length).toBeGreaterThan(answers.length);
    expect([...new Set(leaks)]).toEqual([]);
  });

  it('is in no error', () => {
    const errors = answers.filter(({ statusCode = 0 }) => statusCode >= 400);

    const repeating = errors
      .filter(({ body, headers }) => /zquark/i.test(`${body}${JSON.stringify(headers)}`))
      .map(({ sent, body }) => [sent, body]);

    expect(repeating).toEqual([]);
  });

  it('is, of the activity, in events and in names of attributes alone', async () => {
    const records = await readRecords(deployment.table());

    const values = records.map(({ ignored: _, events: __, ...record }) => JSON.stringify(record));

    expect(values.length).toBeGreaterThan(20);
    expect(values.filter((record) => /zquark/i.test(record))).toEqual([]);
  });

  it('is, as a password, nowhere at all', async () => {
    const secret = 'zpasswordz';
    const created = await deployment.send('POST', '/Users', { userName: 'p', password: secret });
    const { id: user } = bodyOf(created);
    const change = { Operations: [{ op: 'replace', path: 'password', value: secret }] };
    const patched = await deployment.send('PATCH', `/Users/${user}`, change);
    const found = await deployment.send('GET', `/Users?filter=password+eq+"${secret}"`);

    const records = await readRecords(deployment.table());

    expect([created.statusCode, patched.statusCode]).toEqual([201, 200]);
    const everything = JSON.stringify([created, patched, found, records, deployment.logged]);
    expect(everything).not.toContain(secret);
  });
});
