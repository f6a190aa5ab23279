import { beforeEach, describe, expect, it } from '@jest/globals';
import { type AuthPorts, authenticate } from '#auth/authenticate.ts';
import { newBearerToken } from '#auth/bearer-token.ts';
import { cachedDigests } from '#auth/digest-cache.ts';
import { SYSTEM } from '#compose/adapters.ts';
import { TryAgain } from '#directory/try-again.ts';
import { DEFAULT_SETTINGS, type Workspace, type WorkspaceSettings } from '#directory/workspace.ts';
import { memoryVault } from '#local/memory-vault.ts';
import { aWorkspace } from '#test/support/workspaces.ts';

const NOW = Date.parse('2026-06-01T12:00:00.000Z');
const UNAUTHORIZED = { kind: 'unauthorized' };

let workspaces: Map<string, Workspace>;
let reads: string[];
let vault: ReturnType<typeof memoryVault>;
let ports: AuthPorts;
beforeEach(() => {
  workspaces = new Map();
  reads = [];
  vault = memoryVault();
  ports = {
    now: () => NOW,
    workspaces: {
      async read(id) {
        reads.push(`workspace ${id}`);
        return workspaces.get(id);
      },
    },
    vault: {
      read(workspaceId, tokenId) {
        reads.push(`vault ${workspaceId}`);
        return vault.read(workspaceId, tokenId);
      },
    },
  };
});

/** A live token of a workspace. */
async function issue(id = 'acme', settings: Partial<WorkspaceSettings> = {}, expiresAt?: string) {
  const { token, tokenId, digest } = newBearerToken(SYSTEM, id);
  await vault.put(id, tokenId, digest);
  const metadata = { createdAt: '2026-01-01T00:00:00.000Z', expiresAt };
  const tokens = { ...workspaces.get(id)?.tokens, [tokenId]: metadata };
  workspaces.set(id, aWorkspace({ id, tokens, settings: { ...DEFAULT_SETTINGS, ...settings } }));
  return { token, tokenId, digest };
}

const call = (token: string | undefined, using = ports) =>
  authenticate(using, {
    authorization: token && `Bearer ${token}`,
    requestId: 'request-1',
    client: 'okta',
    deadline: NOW + 1000,
  });

describe('authentication', () => {
  it('mints a context of the workspace of the token, for the length of the request', async () => {
    const { token, tokenId } = await issue();

    const result = await call(token);

    expect(result).toEqual({
      kind: 'authenticated',
      context: {
        workspace: workspaces.get('acme'),
        actor: { kind: 'scim', tokenId },
        requestId: 'request-1',
        client: 'okta',
        deadline: NOW + 1000,
      },
    });
    expect(reads).toEqual(['workspace acme', 'vault acme']);
  });

  it('lets nobody into a workspace that is being removed, whatever tokens it has', async () => {
    const { token } = await issue();
    const deletedAt = '2026-05-01T00:00:00.000Z';
    workspaces.set('acme', { ...(workspaces.get('acme') ?? aWorkspace()), deletedAt });

    expect(await call(token)).toEqual(UNAUTHORIZED);
  });

  it.each([undefined, '', 'x', 'rc_acme_x_y', `rc_acme_${'0'.repeat(36)}_${'A'.repeat(49)}`])(
    'refuses what is no token without a read: %p',
    async (token) => {
      await issue();

      expect(await call(token)).toEqual(UNAUTHORIZED);
      expect(reads).toEqual([]);
    },
  );

  it('answers the same whatever is wrong with a token', async () => {
    const { tokenId } = await issue();
    const unknown = newBearerToken(SYSTEM, 'acme').token;
    const nowhere = newBearerToken(SYSTEM, 'nowhere').token;
    const forged = newBearerToken({ ...SYSTEM, newId: () => tokenId }, 'acme').token;
    const foreign = newBearerToken({ ...SYSTEM, newId: () => tokenId }, 'acme-2').token;
    workspaces.set('acme-2', aWorkspace({ id: 'acme-2', tokens: {} }));
    const expired = (await issue('acme', {}, '2026-06-01T11:59:59.999Z')).token;

    const answers = [];
    for (const token of [unknown, nowhere, forged, foreign, expired]) {
      answers.push(await call(token));
    }

    expect(answers).toEqual(Array(5).fill(UNAUTHORIZED));
  });

  it('says no more of a wrong token where SCIM is switched off', async () => {
    await issue('acme', { scimEnabled: false });

    expect(await call(newBearerToken(SYSTEM, 'acme').token)).toEqual(UNAUTHORIZED);
  });

  it.each([
    ['2026-06-01T12:00:00.001Z', 'authenticated'],
    ['2026-06-01T12:00:00.000Z', 'unauthorized'],
    ['2026-06-01T11:59:59.999Z', 'unauthorized'],
    ['not a date', 'unauthorized'],
    ['', 'unauthorized'],
  ])('at 12:00 takes a token that expires at %p as %s', async (expiresAt, kind) => {
    const { token } = await issue('acme', {}, expiresAt);

    expect((await call(token)).kind).toBe(kind);
  });

  it('refuses a token from the request on that follows its revocation, in a warm function', async () => {
    const warm = { ...ports, vault: cachedDigests(ports.vault) };
    const { token } = await issue();
    const before = await call(token, warm);

    workspaces.set('acme', aWorkspace({ tokens: {} }));

    expect([before.kind, (await call(token, warm)).kind]).toEqual([
      'authenticated',
      'unauthorized',
    ]);
  });

  it('asks the vault once for a token that comes again', async () => {
    const warm = { ...ports, vault: cachedDigests(ports.vault) };
    const { token } = await issue();

    await call(token, warm);
    await call(token, warm);

    expect(reads).toEqual(['workspace acme', 'vault acme', 'workspace acme']);
  });

  it('refuses a live token whose digest is gone from the vault', async () => {
    const { token, tokenId } = await issue();
    await vault.forget('acme', [tokenId]);

    expect(await call(token)).toEqual(UNAUTHORIZED);
  });

  it.each([[Buffer.from('')], [Buffer.alloc(31)], [Buffer.alloc(33)], [Buffer.alloc(32)]])(
    'refuses a live token whose digest is damaged: %p',
    async (digest) => {
      const { token, tokenId } = await issue();
      await vault.put('acme', tokenId, digest);

      expect(await call(token)).toEqual(UNAUTHORIZED);
    },
  );

  it.each(['__proto__', 'constructor', 'toString'])(
    'takes no property of objects for a token: %s',
    async (name) => {
      workspaces.set('acme', aWorkspace({ tokens: {} }));
      const { token } = newBearerToken({ ...SYSTEM, newId: () => name }, 'acme');

      expect(await call(token)).toEqual(UNAUTHORIZED);
    },
  );

  it.each([
    [{ scimEnabled: false }, 'switched off for this workspace: an admin'],
    [{ scimAvailable: false }, 'plan of this workspace: ask'],
    [{ scimAvailable: false, scimEnabled: false }, 'plan'],
  ])(
    'forbids where the workspace is %j, and says which and who can help',
    async (settings, reason) => {
      const { token } = await issue('acme', settings);

      const result = await call(token);

      expect(result).toMatchObject({
        kind: 'forbidden',
        reason: expect.stringContaining(reason),
        context: { workspace: { id: 'acme' } },
      });
    },
  );

  it('keeps the tokens of a rotation alive beside each other', async () => {
    const [first, second] = [await issue(), await issue()];

    const kinds = [(await call(first.token)).kind, (await call(second.token)).kind];

    expect(kinds).toEqual(['authenticated', 'authenticated']);
  });

  it.each(['workspaces', 'vault'] as const)('says to try again where %s are away', async (port) => {
    const { token } = await issue();
    const away = { ...ports, [port]: { read: () => Promise.reject(new TryAgain('unavailable')) } };

    await expect(call(token, away)).rejects.toThrow(TryAgain);
  });
});
