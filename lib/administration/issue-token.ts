import type { Clock, TokenVault, WorkspaceStore } from '#directory/ports.ts';
import { MAX_TOKENS, type TokenMetadata, type Workspace } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

interface Ports extends Pick<Clock, 'now'> {
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
 * Gives a workspace one more token. Of `MAX_TOKENS` live ones the oldest makes room for it.
 *
 * The digest is in the vault before the workspace names the token: a token that was shown works.
 *
 * @returns undefined where the workspace has changed meanwhile: read it and ask again.
 */
export async function issueToken(
  { workspaces, vault, newToken, now }: Ports,
  context: WorkspaceContext,
): Promise<IssuedToken | undefined> {
  const { workspace } = context;
  const { token, tokenId, digest } = newToken(workspace.id);
  await vault.put(workspace.id, tokenId, digest);
  const newestFirst = Object.entries(workspace.tokens).sort(byAge);
  const kept = newestFirst.slice(0, MAX_TOKENS - 1);
  const retired = newestFirst.slice(MAX_TOKENS - 1).map(([id]) => id);
  const after: Workspace = {
    ...workspace,
    version: workspace.version + 1,
    tokens: {
      ...Object.fromEntries(kept),
      [tokenId]: { createdAt: new Date(now()).toISOString() },
    },
  };
  if (!(await workspaces.replace(context, after))) return undefined;
  await vault.forget(workspace.id, retired);
  return { token, tokenId, retired, workspace: after };
}

type TokenEntry = readonly [tokenId: string, metadata: TokenMetadata];

function byAge(a: TokenEntry, b: TokenEntry): number {
  return b[1].createdAt.localeCompare(a[1].createdAt) || b[0].localeCompare(a[0]);
}
