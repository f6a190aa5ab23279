import { describe, expect, it } from '@jest/globals';
import { bodyOf } from '../../support/answers.ts';
import { useDeployment, workspaceAdmin } from '../../support/deployment.ts';
import { readRecords } from '../../support/invariants.ts';

const { admin, send, table } = useDeployment();

const TOKENS = '/workspaces/standard-demo/tokens';
const regenerate = async (body?: unknown) => bodyOf(await admin('POST', TOKENS, body));
const statusWith = async (token: unknown) =>
  (await send('GET', '/Users?count=0', undefined, { authorization: `Bearer ${token}` })).statusCode;
const listed = async () => bodyOf(await admin('GET', TOKENS)).tokens as Record<string, unknown>[];

describe('regenerating a token', () => {
  it('is 201 with the token and where it goes', async () => {
    const answer = await admin('POST', TOKENS);

    expect(answer).toMatchObject({ statusCode: 201, headers: { 'Cache-Control': 'no-store' } });
    expect(bodyOf(answer)).toEqual({
      tokenId: expect.any(String),
      token: expect.stringMatching(/^rc_standard-demo_/),
      scimBaseUrl: 'https://scim.example.com/scim/v2',
    });
    expect(await statusWith(bodyOf(answer).token)).toBe(200);
  });

  it('kills the older ones at once', async () => {
    const first = await regenerate();
    const second = await regenerate({});

    expect(await statusWith(first.token)).toBe(401);
    expect(await statusWith(second.token)).toBe(200);
    expect(await listed()).toMatchObject([{ tokenId: second.tokenId, live: true }]);
  });

  it('lets the older ones live on for the grace', async () => {
    const first = await regenerate();
    const second = await regenerate({ graceSeconds: 3600 });

    expect(await statusWith(first.token)).toBe(200);
    expect(await statusWith(second.token)).toBe(200);
    const [newer, older] = await listed();
    expect(newer).toMatchObject({ tokenId: second.tokenId, expiresAt: null });
    const leftMs = Date.parse(String(older?.expiresAt)) - Date.now();
    expect(leftMs).toBeGreaterThan(3_590_000);
    expect(leftMs).toBeLessThanOrEqual(3_600_000);
  });

  it('is 409 for a sixth that would live, and says what to do', async () => {
    await regenerate();
    for (let count = 2; count <= 5; count += 1) await regenerate({ graceSeconds: 60 });

    const sixth = await admin('POST', TOKENS, { graceSeconds: 60 });

    expect(sixth.statusCode).toBe(409);
    expect(bodyOf(sixth)).toMatchObject({
      type: 'urn:rollcall:problem:too-many-tokens',
      detail: '5 tokens are live: revoke one, or regenerate without graceSeconds',
    });
    expect(await listed()).toHaveLength(5);
  });

  it('can say when the token ends', async () => {
    const expiresAt = '2099-01-31T13:00:00+01:00';

    await regenerate({ expiresAt });

    expect(await listed()).toMatchObject([{ expiresAt: '2099-01-31T12:00:00.000Z' }]);
  });

  it.each([
    [{ graceSeconds: -1 }, '/graceSeconds'],
    [{ graceSeconds: 604_801 }, '/graceSeconds'],
    [{ graceSeconds: 1.5 }, '/graceSeconds'],
    [{ graceSeconds: '60' }, '/graceSeconds'],
    [{ expiresAt: 'soon' }, '/expiresAt'],
    [{ expiresAt: '2099-02-31' }, '/expiresAt'],
    [{ expiresAt: 4_000_000_000 }, '/expiresAt'],
    [{ grace: 60 }, ''],
    [[], ''],
  ])('is 400 for %j, and changes nothing', async (body, pointer) => {
    const { token } = await regenerate();

    const answer = await admin('POST', TOKENS, body);

    expect(answer.statusCode).toBe(400);
    expect(bodyOf(answer)).toMatchObject({ errors: [{ pointer, detail: expect.any(String) }] });
    expect(await statusWith(token)).toBe(200);
  });

  it('is 400 for a token that would be dead at once', async () => {
    const answer = await admin('POST', TOKENS, { expiresAt: '2020-01-01T00:00:00Z' });

    expect(answer.statusCode).toBe(400);
    expect(bodyOf(answer).errors).toEqual([
      { pointer: '/expiresAt', detail: 'must lie in the future, or be left out' },
    ]);
  });

  it('is what an admin of the workspace itself may do', async () => {
    const authorizer = workspaceAdmin('standard-demo');

    const answer = await admin('POST', TOKENS, {}, { authorizer });

    expect(answer.statusCode).toBe(201);
  });

  it('stands in the activity with the admin, and nowhere does the token', async () => {
    const { token, tokenId } = await regenerate();

    const records = await readRecords(table());
    const record = records.find(({ resource }) => resource?.id === tokenId);
    expect(record).toMatchObject({
      workspaceId: 'standard-demo',
      actor: { kind: 'admin', name: 'arn:aws:iam::111122223333:role/platform', scope: 'platform' },
      operation: 'create',
      events: [{ type: 'Workspace Token Regenerated' }],
    });
    expect(JSON.stringify(records)).not.toContain(String(token).slice(-40));
  });
});

describe('a token that is revoked', () => {
  it('is refused on the very next request, and for good', async () => {
    const { token, tokenId } = await regenerate();
    const before = await statusWith(token);

    const answer = await admin('DELETE', `${TOKENS}/${tokenId}`);

    expect(before).toBe(200);
    expect(answer.statusCode).toBe(204);
    expect(await statusWith(token)).toBe(401);
    await regenerate({ graceSeconds: 60 });
    expect(await statusWith(token)).toBe(401);
  });

  it('leaves the others alive', async () => {
    const first = await regenerate();
    const second = await regenerate({ graceSeconds: 60 });

    await admin('DELETE', `${TOKENS}/${first.tokenId}`);

    expect(await statusWith(second.token)).toBe(200);
    expect(await listed()).toMatchObject([{ tokenId: second.tokenId }]);
  });

  it.each(['01900000-0000-7000-8000-000000000001', '__proto__', 'constructor', '%2e%2e'])(
    'is 404 where there is none: %s',
    async (tokenId) => {
      const answer = await admin('DELETE', `${TOKENS}/${tokenId}`);

      expect(answer.statusCode).toBe(404);
      expect(bodyOf(answer).detail).toBe(
        'there is no such token: one that was revoked has left the list of tokens',
      );
    },
  );
});

describe('the list of tokens', () => {
  it('has when each was used last and by whom, and never a token', async () => {
    const { token, tokenId } = await regenerate();
    const unused = await listed();
    const headers = { authorization: `Bearer ${token}`, 'user-agent': 'Okta SCIM Client 1.0.0' };
    await send('GET', '/Users?count=0', undefined, headers);

    const [used] = await listed();

    expect(unused).toMatchObject([{ tokenId, lastUsedAt: null, lastUsedBy: null }]);
    expect(used).toEqual({
      tokenId,
      createdAt: expect.any(String),
      expiresAt: null,
      live: true,
      lastUsedAt: expect.any(String),
      lastUsedBy: 'okta',
    });
  });

  it('comes page by page where that is asked for, the newest first', async () => {
    const older = await regenerate();
    const newer = await regenerate({ graceSeconds: 60 });

    const first = bodyOf(await admin('GET', `${TOKENS}?limit=1`));
    const second = bodyOf(await admin('GET', `${TOKENS}?limit=1&cursor=${first.nextCursor}`));

    expect(first).toMatchObject({ tokens: [{ tokenId: newer.tokenId }] });
    expect(second).toEqual({ tokens: [expect.objectContaining({ tokenId: older.tokenId })] });
  });

  it('is 400 behind a token that has gone since', async () => {
    const { tokenId } = await regenerate();
    await regenerate({ graceSeconds: 60 });
    const { nextCursor } = bodyOf(await admin('GET', `${TOKENS}?limit=1`));
    await regenerate();

    const answer = await admin('GET', `${TOKENS}?cursor=${nextCursor}`);

    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('begin again without it');
    expect(answer.body).not.toContain(String(tokenId));
  });
});
