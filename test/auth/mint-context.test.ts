import { describe, expect, it } from '@jest/globals';
import { deploymentLog, mintAdminContext, systemContext } from '#auth/mint-context.ts';
import { isWorkspaceId } from '#directory/workspace.ts';
import { aWorkspace } from '#test/support/workspaces.ts';

describe('a context of the service itself', () => {
  it('is of one workspace, and is called by its name in the log', () => {
    const workspace = aWorkspace();

    const context = systemContext(workspace, 'seed', 'request-1', 1000);

    expect(context).toEqual({
      workspace,
      actor: { kind: 'system', name: 'seed' },
      requestId: 'request-1',
      client: 'seed',
      deadline: 1000,
    });
  });
});

describe("an admin at the deployment's own log", () => {
  it('is the admin, and opens nothing that a workspace can be', () => {
    const actor = { kind: 'admin', name: 'admin-1', scope: 'workspace' } as const;
    const parts = { actor, requestId: 'request-1', client: 'other', deadline: 1000 };

    const log = deploymentLog(mintAdminContext({ ...parts, confinedTo: 'acme' }));

    expect(log).toEqual({ workspace: { id: '_deployment' }, ...parts });
    expect(isWorkspaceId(log.workspace.id)).toBe(false);
  });
});
