/** Workspaces and contexts for tests. */

import { mintContext } from '#auth/mint-context.ts';
import { SYSTEM } from '#compose/adapters.ts';
import { DEFAULT_SETTINGS, type Workspace } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

export const TOKEN_ID = '01900000-0000-7000-8000-00000000aaaa';

export function aWorkspace(parts: Partial<Workspace> = {}): Workspace {
  return {
    id: 'acme',
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    name: 'Acme',
    profile: 'standard',
    settings: DEFAULT_SETTINGS,
    tokens: { [TOKEN_ID]: { createdAt: '2026-01-01T00:00:00.000Z' } },
    ...parts,
  };
}

/** An identity provider's, good for 20 seconds. */
export function aContext(parts: Partial<WorkspaceContext> = {}): WorkspaceContext {
  return mintContext({
    workspace: aWorkspace(),
    actor: { kind: 'scim', tokenId: TOKEN_ID },
    requestId: SYSTEM.newId(),
    client: 'okta',
    deadline: Date.now() + 20_000,
    ...parts,
  });
}
