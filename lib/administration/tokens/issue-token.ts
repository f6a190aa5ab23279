import type { Clock, Randomness, TokenVault, WorkspaceStore } from '#directory/ports.ts';
import { isLive, MAX_TOKENS, type TokenMetadata, type Workspace } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

interface Ports extends Pick<Clock, 'now'>, Pick<Randomness, 'newId'> {
  readonly workspaces: Pick<WorkspaceStore, 'replace'>;
  readonly vault: Pick<TokenVault, 'put' | 'forget'>;
  readonly newToken: (workspaceId: string) => {
    readonly token: string;
    readonly tokenId: string;
    readonly digest: Uint8Array;
  };
}

export interface IssuedToken {
  /** Shown this once: it is not stored anywhere. */
  readonly token: string;
  readonly tokenId: string;
  /** The tokens that died to make room for it. */
  readonly retired: readonly string[];
  readonly workspace: Workspace;
}

/**
 * Gives a workspace one more token. Expired ones go; of `MAX_TOKENS` live ones the oldest makes room.
 *
 * The digest is in the vault before the workspace names the token: a token that was shown works. What
 * the vault cannot forget now is dead all the same.
 *
 * @returns undefined where the workspace has changed meanwhile: read it and ask again.
 */
export async function issueToken(
  { workspaces, vault, newToken, now, newId }: Ports,
  context: WorkspaceContext,
): Promise<IssuedToken | undefined> {
  const { workspace } = context;
  const { token, tokenId, digest } = newToken(workspace.id);
  await vault.put(workspace.id, tokenId, digest);
  const { kept, retired } = makeRoom(workspace, now());
  const after: Workspace = {
    ...workspace,
    version: workspace.version + 1,
    tokens: { ...kept, [tokenId]: { createdAt: new Date(now()).toISOString() } },
  };
  if (!(await workspaces.replace(context, after, newId()))) return undefined;
  await vault.forget(workspace.id, retired).catch(() => {});
  return { token, tokenId, retired, workspace: after };
}

type TokenEntry = readonly [tokenId: string, metadata: TokenMetadata];

function makeRoom({ tokens }: Workspace, now: number) {
  const all = Object.entries(tokens);
  const kept = all
    .filter(([, metadata]) => isLive(metadata, now))
    .sort(newestFirst)
    .slice(0, MAX_TOKENS - 1);
  const keptIds = new Set(kept.map(([tokenId]) => tokenId));
  const retired = all.map(([tokenId]) => tokenId).filter((tokenId) => !keptIds.has(tokenId));
  return { kept: Object.fromEntries(kept), retired };
}

function newestFirst(a: TokenEntry, b: TokenEntry): number {
  return b[1].createdAt.localeCompare(a[1].createdAt) || b[0].localeCompare(a[0]);
}
