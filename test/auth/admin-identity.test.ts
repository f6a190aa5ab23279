import { describe, expect, it } from '@jest/globals';
import { admitAdmin, openWorkspace } from '#auth/admin-identity.ts';
import { DEFAULT_ADMIN_RULES } from '#auth/admin-rules.ts';
import { mintAdminContext } from '#auth/mint-context.ts';
import { aWorkspace } from '../support/workspaces.ts';

const CALL = { requestId: 'request-1', client: 'other', deadline: 1 };
const admit = (authorizer: unknown) => admitAdmin(DEFAULT_ADMIN_RULES, { authorizer, ...CALL });
const withClaims = (claims: object) => admit({ jwt: { claims, scopes: null } });

const CLAIMS = { sub: 'admin-1', scope: 'openid rollcall:admin' };

describe('an admin', () => {
  it.each([
    ['nobody', undefined],
    ['null', null],
    ['text', 'iam'],
    ['an empty authorizer', {}],
    ['the context of a Lambda authorizer', { lambda: { userArn: 'arn:aws:iam::1:user/a' } }],
    ['a principal without a name', { iam: { userArn: '' } }],
    ['a principal that is no text', { iam: { userArn: 7 } }],
    ['a token without claims', { jwt: {} }],
    ['a token of nobody', { jwt: { claims: { scope: 'rollcall:admin' } } }],
  ])('is not %s', (_, authorizer) => {
    expect(admit(authorizer)).toEqual({ kind: 'unauthorized' });
  });

  it('of IAM administers the platform, by the name of the principal', () => {
    const admission = admit({ iam: { userArn: 'arn:aws:iam::1:role/platform' } });

    expect(admission).toMatchObject({
      kind: 'admitted',
      context: {
        actor: { kind: 'admin', name: 'arn:aws:iam::1:role/platform', scope: 'platform' },
        confinedTo: undefined,
        ...CALL,
      },
    });
  });

  it.each([
    { scope: 'rollcall:admin' },
    { scope: 'a rollcall:admin b' },
    { scp: 'rollcall:admin' },
    { scp: '[openid rollcall:admin]' },
    { scp: ['openid', 'rollcall:admin'] },
  ])('by a token has the scope: %j', (scopes) => {
    expect(withClaims({ sub: 'admin-1', ...scopes }).kind).toBe('admitted');
  });

  it.each([
    {},
    { scope: '' },
    { scope: 'rollcall:admins' },
    { scope: 'xrollcall:admin' },
    { scope: 7 },
    { scopes: 'rollcall:admin' },
  ])('by a token without the scope is refused: %j', (scopes) => {
    const admission = withClaims({ sub: 'admin-1', ...scopes });

    expect(admission).toEqual({
      kind: 'forbidden',
      reason: 'the token lacks the scope rollcall:admin',
    });
  });

  it('is confined to the workspace that the claim names', () => {
    const admission = withClaims({ ...CLAIMS, rollcall_workspace: 'acme' });

    expect(admission).toMatchObject({
      context: { actor: { name: 'admin-1', scope: 'workspace' }, confinedTo: 'acme' },
    });
  });

  it.each(['', '[acme globex]', 'acme globex', 'ACME', '../acme', 7, null, undefined])(
    'is let in nowhere by a claim that names no workspace: %j',
    (rollcall_workspace) => {
      expect(withClaims({ ...CLAIMS, rollcall_workspace }).kind).toBe('forbidden');
    },
  );

  it('is asked for the scope and the claim that the deployment has chosen', () => {
    const rules = { scope: 'api.admin', workspaceClaim: 'tenant' };
    const claims = { sub: 'a', scope: 'api.admin', tenant: 'acme', rollcall_workspace: 'globex' };

    const admission = admitAdmin(rules, { authorizer: { jwt: { claims } }, ...CALL });

    expect(admission).toMatchObject({ context: { confinedTo: 'acme' } });
  });
});

describe('a workspace', () => {
  const opened = async (confinedTo: string | undefined, id: string, deletedAt?: string) => {
    const read: string[] = [];
    const workspaces = {
      async read(workspaceId: string) {
        read.push(workspaceId);
        return workspaceId === 'acme' ? aWorkspace({ deletedAt }) : undefined;
      },
    };
    const scope = confinedTo === undefined ? 'platform' : 'workspace';
    const actor = { kind: 'admin', name: 'admin-1', scope } as const;
    const admin = mintAdminContext({ actor, confinedTo, ...CALL });
    return { context: await openWorkspace(workspaces, admin, id), read };
  };

  it('opens for an admin of the platform, and for its own', async () => {
    for (const confinedTo of [undefined, 'acme']) {
      const { context } = await opened(confinedTo, 'acme');

      expect(context).toMatchObject({ workspace: { id: 'acme' }, actor: { name: 'admin-1' } });
    }
  });

  it('is not even read for an admin of another', async () => {
    const { context, read } = await opened('globex', 'acme');

    expect(context).toBeUndefined();
    expect(read).toEqual([]);
  });

  it.each(['globex', '', 'ACME', 'acme#', '../acme', 'a'.repeat(51)])(
    'does not open where there is none: %j',
    async (id) => {
      expect((await opened(undefined, id)).context).toBeUndefined();
    },
  );

  it('does not open once it is being removed', async () => {
    expect((await opened(undefined, 'acme', '2026-01-01T00:00:00.000Z')).context).toBeUndefined();
  });
});
