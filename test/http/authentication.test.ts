/** Who gets past the border, over the real tokens and a workspace in memory. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { type AuthPorts, authenticate } from '#auth/authenticate.ts';
import { newBearerToken } from '#auth/bearer-token.ts';
import { SYSTEM } from '#compose/adapters.ts';
import { DEFAULT_SETTINGS, type Workspace } from '#directory/workspace.ts';
import { memoryVault } from '#local/memory-vault.ts';
import { bodyOf } from '../support/answers.ts';
import { aWorkspace } from '../support/workspaces.ts';
import { aBorder, type Border, ERROR_SCHEMA, NOW } from './border.ts';

const live = newBearerToken(SYSTEM, 'acme');
const expired = newBearerToken(SYSTEM, 'acme');
const revoked = newBearerToken(SYSTEM, 'acme');
const unknown = newBearerToken(SYSTEM, 'nobody');

const workspace = aWorkspace({
  tokens: {
    [live.tokenId]: { createdAt: '2025-01-01T00:00:00.000Z' },
    [expired.tokenId]: {
      createdAt: '2025-01-01T00:00:00.000Z',
      expiresAt: new Date(NOW).toISOString(),
    },
  },
});

let reads: string[];
beforeEach(() => {
  reads = [];
});

async function borderOf(stored: Workspace = workspace): Promise<Border> {
  const vault = memoryVault();
  for (const { tokenId, digest } of [live, expired, revoked]) {
    await vault.put(stored.id, tokenId, digest);
  }
  const ports: AuthPorts = {
    now: () => NOW,
    vault,
    workspaces: {
      async read(id) {
        reads.push(id);
        return id === stored.id ? stored : undefined;
      },
    },
  };
  return aBorder({ ports: { authenticate: (call) => authenticate(ports, call) } });
}

const { token } = live;
const forged = newBearerToken({ ...SYSTEM, newId: () => live.tokenId }, 'acme').token;

const REFUSED: ReadonlyArray<readonly [what: string, authorization: string | undefined]> = [
  ['no header', undefined],
  ['an empty header', ''],
  ['a scheme alone', 'Bearer'],
  ['a scheme and a space', 'Bearer '],
  ['undefined', 'Bearer undefined'],
  ['null', 'Bearer null'],
  ['another scheme', `Basic ${Buffer.from(`x:${token}`).toString('base64')}`],
  ['another scheme with the token', `Token ${token}`],
  ['the scheme twice', `Bearer Bearer ${token}`],
  ['something behind the token', `Bearer ${token} x`],
  ['the token twice, joined by the gateway', `Bearer ${token},Bearer ${token}`],
  ['a valid and an invalid one', `Bearer ${token},Bearer x`],
  ['an invalid and a valid one', `Bearer x,Bearer ${token}`],
  ['a mistyped token', `Bearer ${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
  ['a truncated token', `Bearer ${token.slice(0, -1)}`],
  ['a token in capitals', `Bearer ${token.toUpperCase()}`],
  ['10 KB of token', `Bearer rc_acme_${'x'.repeat(10_240)}`],
  ['a token that is no ASCII', 'Bearer rc_acmé_ÿ'],
  ['a secret of its own making', `Bearer ${forged}`],
  ['an expired token', `Bearer ${expired.token}`],
  ['a revoked token', `Bearer ${revoked.token}`],
  ['the token of another workspace', `Bearer ${unknown.token}`],
];

describe('whatever is wrong with a token', () => {
  it.each(REFUSED)('the answer is one and the same 401: %s', async (_, authorization) => {
    const { send, requests } = await borderOf();
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };

    const answer = await send({ headers });

    expect(answer).toEqual({
      statusCode: 401,
      headers: {
        'Content-Type': 'application/scim+json',
        'WWW-Authenticate': expect.stringMatching(/^Bearer\b/),
      },
      body: JSON.stringify({
        schemas: [ERROR_SCHEMA],
        status: '401',
        detail:
          'a valid SCIM token is required: generate one for this workspace, and enter it in your identity provider',
      }),
    });
    expect(requests).toEqual([]);
  });

  it('a token in the query string counts for nothing', async () => {
    const { send } = await borderOf();

    const answer = await send({ target: `/scim/v2/Users?access_token=${token}&token=${token}` });

    expect(answer.statusCode).toBe(401);
  });

  it('a malformed one costs no read', async () => {
    const { send } = await borderOf();

    await send({ headers: { authorization: `Bearer ${token}x` } });

    expect(reads).toEqual([]);
  });
});

describe('a valid token', () => {
  it.each([
    ['Bearer', `Bearer ${token}`],
    ['bearer in lower case', `bearer ${token}`],
    ['BEARER in capitals', `BEARER ${token}`],
    ['bEaReR in any case', `bEaReR ${token}`],
    ['several spaces', `Bearer   ${token}`],
    ['the bare token, as Okta sends it in header authentication', token],
  ])('gets in: %s', async (_, authorization) => {
    const { send, requests } = await borderOf();

    const answer = await send({ headers: { authorization } });

    expect(answer.statusCode).toBe(200);
    expect(requests).toHaveLength(1);
  });

  it('is asked about with the name of the client, and with time left to answer', async () => {
    const { send, calls } = aBorder();

    await send({ headers: { 'user-agent': 'Okta SCIM Client 1.0.0', authorization: 'x' } });

    expect(calls).toEqual([
      { authorization: 'x', requestId: 'request-1', client: 'okta', deadline: NOW + 18_000 },
    ]);
  });
});

describe('a workspace that may not use SCIM', () => {
  it.each([
    ['switched it off', { scimEnabled: false }, /switched off/],
    ['does not have it in its plan', { scimAvailable: false }, /plan/],
    ['has neither', { scimAvailable: false, scimEnabled: false }, /plan/],
  ])('is told which with 403: it %s', async (_, settings, reason) => {
    const { send, requests } = await borderOf({
      ...workspace,
      settings: { ...DEFAULT_SETTINGS, ...settings },
    });

    const answer = await send({ headers: { authorization: token } });

    expect(answer.statusCode).toBe(403);
    expect(bodyOf(answer)).toEqual({
      schemas: [ERROR_SCHEMA],
      status: '403',
      detail: expect.stringMatching(reason),
    });
    expect(requests).toEqual([]);
  });
});

describe('authentication comes before the body is looked at', () => {
  it.each([
    ['malformed', { body: '{' }],
    ['empty', { body: '' }],
    ['too large', { body: 'x'.repeat(1024 * 1024 + 1) }],
    ['too deep', { body: '['.repeat(100_000) }],
    ['compressed', { body: '{}', headers: { 'content-encoding': 'gzip' } }],
    ['not UTF-8', { body: '/w==', isBase64Encoded: true }],
  ])('a body that is %s is 401 without a token', async (_, invocation) => {
    const { send } = await borderOf();

    const answer = await send({ method: 'POST', ...invocation });

    expect(answer.statusCode).toBe(401);
  });

  it('and before the filter is read', async () => {
    const { send } = await borderOf();

    const answer = await send({ target: `/scim/v2/Users?filter=${'('.repeat(5000)}` });

    expect(answer.statusCode).toBe(401);
  });
});
