import type { Clock, Randomness, TokenVault, WorkspaceStore } from '#directory/ports.ts';
import { DEFAULT_SETTINGS, isWorkspaceId, type Workspace } from '#directory/workspace.ts';
import { profileNamed } from '#mapping/profiles/index.ts';

interface Ports extends Pick<Clock, 'now'>, Pick<Randomness, 'newId'> {
  readonly workspaces: Pick<WorkspaceStore, 'create'>;
  readonly vault: Pick<TokenVault, 'open'>;
}

/** A workspace to be: without a token, so that nothing can be done in it yet. */
export interface NewWorkspace {
  /** `[a-z0-9][a-z0-9-]{0,49}`; never given twice. */
  readonly id: string;
  readonly name: string;
  readonly profile: string;
}

/**
 * Makes the place for token digests first: a workspace that can be seen can be given a token.
 *
 * @returns undefined where the id was ever given before.
 * @throws {TypeError} for an id that cannot be one, and for a profile that there is not.
 */
export async function makeWorkspace(
  { workspaces, vault, now, newId }: Ports,
  { id, name, profile }: NewWorkspace,
): Promise<Workspace | undefined> {
  if (!isWorkspaceId(id)) throw new TypeError('a workspace id is [a-z0-9][a-z0-9-]{0,49}');
  const workspace: Workspace = {
    id,
    version: 1,
    createdAt: new Date(now()).toISOString(),
    name,
    profile: profileNamed(profile).id,
    settings: DEFAULT_SETTINGS,
    tokens: {},
  };
  await vault.open(id);
  return (await workspaces.create(workspace, newId())) ? workspace : undefined;
}
