import { beforeEach, describe, expect, it } from '@jest/globals';
import { issueToken, type TokenOrder } from '#administration/tokens/issue-token.ts';
import { SYSTEM } from '#compose/adapters.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { StoredDigest } from '#directory/ports.ts';
import { TryAgain } from '#directory/try-again.ts';
import type { TokenMetadata, Workspace } from '#directory/workspace.ts';
import { aClock } from '#test/support/clock.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const DIGEST = Buffer.alloc(32, 1);
const KEEP: TokenOrder = { older: { kind: 'keep' } };
const retire = (graceSeconds = 0): TokenOrder => ({ older: { kind: 'retire', graceSeconds } });

let steps: unknown[];
let records: ActivityRecord[];
let stored: StoredDigest[];
beforeEach(() => {
  steps = [];
  records = [];
  stored = [];
});

const ports = () => ({
  ...aClock(NOW),
  random: () => 0.5,
  newId: SYSTEM.newId,
  newToken: (workspaceId: string) => ({
    token: `token of ${workspaceId}`,
    tokenId: 'new',
    digest: DIGEST,
  }),
  vault: {
    async list() {
      return stored;
    },
    async put(...args: [string, string, Uint8Array]) {
      steps.push(['put', ...args]);
    },
    async forget(...args: [string, readonly string[]]) {
      steps.push(['forget', ...args]);
    },
  },
  workspaces: {
    read: async (): Promise<Workspace | undefined> => undefined,
    async replace(_: unknown, _before: Workspace, after: Workspace, record: ActivityRecord) {
      steps.push(['replace', after]);
      records.push(record);
      return true;
    },
  },
});

/** Tokens t1, t2 …, the first being the oldest. */
function tokens(count: number, metadata: Partial<TokenMetadata> = {}) {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `t${index + 1}`,
      { createdAt: `2026-01-0${index + 1}T00:00:00.000Z`, ...metadata },
    ]),
  );
}
const contextWith = (live: Workspace['tokens']) =>
  aContext({ workspace: aWorkspace({ tokens: live, version: 7 }), deadline: NOW + 20_000 });

describe('issuing a token', () => {
  it('puts the digest into the vault, then names the token in the workspace, then forgets', async () => {
    const context = contextWith(tokens(1));

    const issued = await issueToken(ports(), context, KEEP);

    const workspace = {
      ...context.workspace,
      version: 8,
      tokens: { ...tokens(1), new: { createdAt: '2026-06-01T00:00:00.000Z' } },
    };
    expect(issued).toMatchObject({ token: 'token of acme', tokenId: 'new', retired: [] });
    expect(issued.workspace).toEqual(workspace);
    expect(steps).toEqual([
      ['put', 'acme', 'new', DIGEST],
      ['replace', workspace],
      ['forget', 'acme', []],
    ]);
  });

  it('writes down who asked for it, and which tokens it retires', async () => {
    const context = contextWith(tokens(2));

    await issueToken(ports(), context, retire());

    expect(records).toMatchObject([
      {
        workspaceId: 'acme',
        actor: context.actor,
        operation: 'create',
        resource: { type: 'Token', id: 'new' },
        version: 8,
        events: [
          {
            type: 'Workspace Token Regenerated',
            data: { tokenId: 'new', expiresAt: null, retiredTokenIds: ['t1', 't2'] },
          },
        ],
      },
    ]);
    expect(JSON.stringify(records)).not.toContain('token of acme');
  });

  it('names no token in the workspace whose digest is not in the vault', async () => {
    const vault = { ...ports().vault, put: () => Promise.reject(new TryAgain('throttled')) };

    const issuing = issueToken({ ...ports(), vault }, contextWith({}), KEEP);

    await expect(issuing).rejects.toThrow(TryAgain);
    expect(steps).toEqual([]);
  });

  it('shows the token, which lives by then, though the old ones cannot be forgotten', async () => {
    const vault = { ...ports().vault, forget: () => Promise.reject(new TryAgain('throttled')) };

    const issuing = issueToken({ ...ports(), vault }, contextWith(tokens(5)), KEEP);

    await expect(issuing).resolves.toMatchObject({ token: 'token of acme', retired: ['t1'] });
    expect(steps).toContainEqual(['replace', expect.objectContaining({ version: 8 })]);
  });

  it('is decided anew on what somebody faster has left, with the same token', async () => {
    const current = aWorkspace({ version: 8, tokens: tokens(1) });
    const { workspaces } = ports();
    let attempts = 0;
    const overtaken = {
      ...workspaces,
      read: async () => current,
      replace: async (...args: Parameters<typeof workspaces.replace>) => {
        attempts += 1;
        return attempts > 1 && workspaces.replace(...args);
      },
    };

    const issued = await issueToken({ ...ports(), workspaces: overtaken }, contextWith({}), KEEP);

    expect(issued.workspace.version).toBe(9);
    expect(Object.keys(issued.workspace.tokens)).toEqual(['t1', 'new']);
    expect(steps.filter((step) => JSON.stringify(step).startsWith('["put"'))).toHaveLength(1);
  });

  it('is 404 where the workspace is removed meanwhile', async () => {
    const gone = { ...ports().workspaces, replace: async () => false };

    const issuing = issueToken({ ...ports(), workspaces: gone }, contextWith({}), KEEP);

    await expect(issuing).rejects.toMatchObject({ status: 404 });
  });

  it('is given up at the deadline where somebody is always faster', async () => {
    const busy = {
      ...ports().workspaces,
      read: async () => aWorkspace(),
      replace: async () => false,
    };

    const issuing = issueToken({ ...ports(), workspaces: busy }, contextWith({}), KEEP);

    await expect(issuing).rejects.toThrow(TryAgain);
  });
});

describe('the tokens that there are', () => {
  it.each([
    [4, []],
    [5, ['t1']],
    [6, ['t1', 't2']],
  ])('live on beside a new one, up to 5: of %i kept it retires %j', async (count, retired) => {
    const issued = await issueToken(ports(), contextWith(tokens(count)), KEEP);

    expect(issued.retired).toEqual(retired);
    expect(Object.keys(issued.workspace.tokens)).toHaveLength(5);
    expect(steps.at(-1)).toEqual(['forget', 'acme', retired]);
  });

  it('go where they have expired, and none that lives makes room for them', async () => {
    const old = { createdAt: '2025-01-01T00:00:00.000Z' };
    const expired = tokens(4, { expiresAt: '2026-06-01T00:00:00.000Z' });

    const issued = await issueToken(ports(), contextWith({ old, ...expired }), KEEP);

    expect(Object.keys(issued.workspace.tokens)).toEqual(['old', 'new']);
    expect(issued.retired).toEqual(['t1', 't2', 't3', 't4']);
  });

  it('die at once by a regeneration without grace, however many', async () => {
    const issued = await issueToken(ports(), contextWith(tokens(5)), retire());

    expect(Object.keys(issued.workspace.tokens)).toEqual(['new']);
    expect(issued.retired).toEqual(['t1', 't2', 't3', 't4', 't5']);
    expect(steps.at(-1)).toEqual(['forget', 'acme', issued.retired]);
  });

  it('live as long as the grace, and no longer than they would have', async () => {
    const live = {
      ...tokens(1),
      sooner: { createdAt: '2026-01-01T00:00:00.000Z', expiresAt: '2026-06-01T00:30:00.000Z' },
      later: { createdAt: '2026-01-01T00:00:00.000Z', expiresAt: '2027-06-01T00:00:00.000Z' },
    };

    const issued = await issueToken(ports(), contextWith(live), retire(3600));

    expect(issued.workspace.tokens).toMatchObject({
      t1: { expiresAt: '2026-06-01T01:00:00.000Z' },
      sooner: { expiresAt: '2026-06-01T00:30:00.000Z' },
      later: { expiresAt: '2026-06-01T01:00:00.000Z' },
      new: { createdAt: '2026-06-01T00:00:00.000Z' },
    });
    expect(issued.retired).toEqual(['t1', 'later']);
    expect(steps.at(-1)).toEqual(['forget', 'acme', []]);
  });

  it('leave no room for a sixth that lives: 409, and nothing is written', async () => {
    const issuing = issueToken(ports(), contextWith(tokens(5)), retire(60));

    await expect(issuing).rejects.toMatchObject({ status: 409, code: 'too-many-tokens' });
    expect(steps).toEqual([]);
  });
});

describe('the vault', () => {
  const digest = (tokenId: string, ageMs: number, isForgotten = false): StoredDigest => ({
    tokenId,
    createdAt: NOW - ageMs,
    isForgotten,
  });
  const HOUR = 3_600_000;

  it('forgets digests older than an hour that no token came of, and no younger ones', async () => {
    stored = [
      digest('t1', 2 * HOUR),
      digest('stray', 2 * HOUR),
      digest('young', HOUR - 1),
      digest('gone', 2 * HOUR, true),
    ];

    await issueToken(ports(), contextWith(tokens(1)), KEEP);

    expect(steps.at(-1)).toEqual(['forget', 'acme', ['stray']]);
  });

  it.each([true, false])(
    'takes 100 versions a day, the placeholder included; forgotten: %p',
    async (isForgotten) => {
      stored = Array.from({ length: 99 }, (_, index) =>
        digest(`d${index}`, 23 * HOUR, isForgotten),
      );

      const issuing = issueToken(ports(), contextWith({}), KEEP);

      await expect(issuing).rejects.toMatchObject({
        status: 429,
        headers: { 'Retry-After': '3600' },
      });
      expect(steps).toEqual([]);
    },
  );

  it('does not count what is older than a day', async () => {
    stored = Array.from({ length: 99 }, (_, index) => digest(`d${index}`, 24 * HOUR, true));

    await expect(issueToken(ports(), contextWith({}), KEEP)).resolves.toMatchObject({
      tokenId: 'new',
    });
  });
});
