/** Workspaces and contexts for tests. */

import { changeRecord } from '#activity/record.ts';
import { mintContext } from '#auth/mint-context.ts';
import { SYSTEM } from '#compose/adapters.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
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

const CREATED_AT = Date.parse('2026-01-01T00:00:00.000Z');

/** Of a change of a workspace, by the system. @param id by which a write is known again. */
export function aWorkspaceRecord(workspace: Workspace, id = SYSTEM.newId()): ActivityRecord {
  const origin = {
    workspace,
    actor: { kind: 'system', name: 'test' },
    requestId: 'request-1',
    client: 'test',
  } as const;
  return changeRecord({ now: () => CREATED_AT, newId: () => id }, origin, {
    operation: 'replace',
    resource: { type: 'Workspace', id: workspace.id },
    version: workspace.version,
    changed: [],
    status: 200,
    events: [],
  });
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
