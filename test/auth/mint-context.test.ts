import { describe, expect, it } from '@jest/globals';
import { systemContext } from '#auth/mint-context.ts';
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
