import { beforeEach, describe, expect, it } from '@jest/globals';
import { issueToken } from '#administration/tokens/issue-token.ts';
import { SYSTEM } from '#compose/adapters.ts';
import { TryAgain } from '#directory/try-again.ts';
import { isId } from '#directory/user.ts';
import type { TokenMetadata, Workspace } from '#directory/workspace.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const DIGEST = Buffer.alloc(32, 1);

let steps: unknown[];
let writeIds: string[];
beforeEach(() => {
  steps = [];
  writeIds = [];
});

const ports = () => ({
  now: () => NOW,
  newId: SYSTEM.newId,
  newToken: (workspaceId: string) => ({
    token: `token of ${workspaceId}`,
    tokenId: 'new',
    digest: DIGEST,
  }),
  vault: {
    async put(...args: [string, string, Uint8Array]) {
      steps.push(['put', ...args]);
    },
    async forget(...args: [string, readonly string[]]) {
      steps.push(['forget', ...args]);
    },
  },
  workspaces: {
    async replace(_: unknown, after: Workspace, writeId: string) {
      steps.push(['replace', after]);
      writeIds.push(writeId);
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
  aContext({ workspace: aWorkspace({ tokens: live, version: 7 }) });

describe('issuing a token', () => {
  it('puts the digest into the vault, then names the token in the workspace, then forgets', async () => {
    const context = contextWith(tokens(1));

    const issued = await issueToken(ports(), context);

    const workspace = {
      ...context.workspace,
      version: 8,
      tokens: { ...tokens(1), new: { createdAt: '2026-06-01T00:00:00.000Z' } },
    };
    expect(issued).toEqual({ token: 'token of acme', tokenId: 'new', retired: [], workspace });
    expect(steps).toEqual([
      ['put', 'acme', 'new', DIGEST],
      ['replace', workspace],
      ['forget', 'acme', []],
    ]);
  });

  it.each([
    [4, []],
    [5, ['t1']],
    [6, ['t1', 't2']],
  ])('lets 5 live beside each other: of %i before it retires %j', async (count, retired) => {
    const issued = await issueToken(ports(), contextWith(tokens(count)));

    expect(issued?.retired).toEqual(retired);
    expect(Object.keys(issued?.workspace.tokens ?? {})).toHaveLength(5);
    expect(steps.at(-1)).toEqual(['forget', 'acme', retired]);
  });

  it('retires every token that has expired, and none that lives to make room', async () => {
    const old = { createdAt: '2025-01-01T00:00:00.000Z' };
    const expired = tokens(4, { expiresAt: '2026-06-01T00:00:00.000Z' });

    const issued = await issueToken(ports(), contextWith({ old, ...expired }));

    expect(Object.keys(issued?.workspace.tokens ?? {})).toEqual(['old', 'new']);
    expect(issued?.retired).toEqual(['t1', 't2', 't3', 't4']);
    expect(steps.at(-1)).toEqual(['forget', 'acme', issued?.retired]);
  });

  it('keeps the tokens of a rotation until they expire, as they are', async () => {
    const rotated = tokens(2, { expiresAt: '2026-06-01T00:00:00.001Z' });

    const issued = await issueToken(ports(), contextWith(rotated));

    expect(issued?.workspace.tokens).toMatchObject(rotated);
    expect(issued?.retired).toEqual([]);
  });

  it('retires the oldest of those that live, beside all that have expired', async () => {
    const expired = {
      gone: { createdAt: '2026-05-01T00:00:00.000Z', expiresAt: '2026-05-02T00:00:00.000Z' },
    };

    const issued = await issueToken(ports(), contextWith({ ...expired, ...tokens(5) }));

    expect(new Set(issued?.retired)).toEqual(new Set(['gone', 't1']));
    expect(Object.keys(issued?.workspace.tokens ?? {})).toHaveLength(5);
  });

  it('names each write by a new UUID', async () => {
    await issueToken(ports(), contextWith({}));
    await issueToken(ports(), contextWith({}));

    expect(writeIds.map(isId)).toEqual([true, true]);
    expect(new Set(writeIds).size).toBe(2);
  });

  it('issues none where the workspace has changed meanwhile, and forgets none that lives', async () => {
    const overtaken = { ...ports(), workspaces: { replace: async () => false } };

    const issued = await issueToken(overtaken, contextWith(tokens(5)));

    expect(issued).toBeUndefined();
    expect(steps.map((step) => (step as unknown[])[0])).not.toContain('forget');
  });

  it('names no token in the workspace whose digest is not in the vault', async () => {
    const vault = { ...ports().vault, put: () => Promise.reject(new TryAgain('throttled')) };

    const issuing = issueToken({ ...ports(), vault }, contextWith({}));

    await expect(issuing).rejects.toThrow(TryAgain);
    expect(steps).toEqual([]);
  });

  it('shows the token, which lives by then, though the old ones cannot be forgotten', async () => {
    const vault = { ...ports().vault, forget: () => Promise.reject(new TryAgain('throttled')) };

    const issuing = issueToken({ ...ports(), vault }, contextWith(tokens(5)));

    await expect(issuing).resolves.toMatchObject({ token: 'token of acme', retired: ['t1'] });
    expect(steps).toContainEqual(['replace', expect.objectContaining({ version: 8 })]);
  });
});
