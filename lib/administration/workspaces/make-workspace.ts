import { changeRecord, type Origin } from '#activity/record.ts';
import type { WorkspacePorts } from '#administration/ports.ts';
import type { WorkspaceStore } from '#directory/ports.ts';
import { isWorkspaceId, type Workspace, type WorkspaceSettings } from '#directory/workspace.ts';
import { profileNamed } from '#mapping/profiles/index.ts';

interface Ports extends Pick<WorkspacePorts, 'now' | 'newId' | 'vault'> {
  readonly workspaces: Pick<WorkspaceStore, 'read' | 'create'>;
}

/** A workspace to be: without a token, so that nothing can be done in it yet. */
export interface NewWorkspace {
  /** `[a-z0-9][a-z0-9-]{0,49}`; never given twice. */
  readonly id: string;
  readonly name: string;
  readonly profile: string;
  readonly settings: WorkspaceSettings;
}

/**
 * Makes the place for token digests first: a workspace that can be seen can be given a token.
 *
 * @param origin who makes it; the workspace in it is the new one.
 * @returns undefined where the id was ever given before.
 * @throws {TypeError} for an id that cannot be one. @throws {ScimError} for a profile that there is not.
 */
export async function makeWorkspace(
  ports: Ports,
  origin: Omit<Origin, 'workspace'>,
  { id, name, profile, settings }: NewWorkspace,
): Promise<Workspace | undefined> {
  if (!isWorkspaceId(id)) throw new TypeError('a workspace id is [a-z0-9][a-z0-9-]{0,49}');
  const workspace: Workspace = {
    id,
    version: 1,
    createdAt: new Date(ports.now()).toISOString(),
    name,
    profile: profileNamed(profile).id,
    settings,
    tokens: {},
  };
  const { actor, requestId, client } = origin;
  const record = changeRecord(
    ports,
    { workspace, actor, requestId, client },
    {
      operation: 'create',
      resource: { type: 'Workspace', id },
      version: workspace.version,
      changed: ['name', 'profile', 'settings'],
      status: 201,
      events: [],
    },
  );
  // A secret of a workspace that is gone would be removed by nobody.
  if ((await ports.workspaces.read(id)) !== undefined) return undefined;
  await ports.vault.open(id);
  return (await ports.workspaces.create(workspace, record)) ? workspace : undefined;
}
