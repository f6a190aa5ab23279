/** Who is asking, and for which workspace. */

import { timingSafeEqual } from 'node:crypto';
import { readBearerToken } from '#auth/bearer-token.ts';
import { mintContext } from '#auth/mint-context.ts';
import type { Clock, TokenVault, WorkspaceStore } from '#directory/ports.ts';
import { isLive, type Workspace } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

export interface AuthPorts extends Pick<Clock, 'now'> {
  readonly workspaces: Pick<WorkspaceStore, 'read'>;
  readonly vault: Pick<TokenVault, 'read'>;
}

/** The request that wants in. */
export interface Call {
  /** The Authorization header; two of them come joined by a comma, and are refused. */
  readonly authorization: string | undefined;
  readonly requestId: string;
  readonly client: string;
  /** In milliseconds since 1970. */
  readonly deadline: number;
}

export type Authentication =
  | { readonly kind: 'authenticated'; readonly context: WorkspaceContext }
  | { readonly kind: 'unauthorized' }
  /** Whose token it is is known, but it may not be used. */
  | { readonly kind: 'forbidden'; readonly context: WorkspaceContext; readonly reason: string };

const NOT_IN_PLAN = 'SCIM is not part of the plan of this workspace: ask the vendor for it';
const SWITCHED_OFF = 'SCIM is switched off for this workspace: an admin of it can switch it on';
const UNAUTHORIZED: Authentication = { kind: 'unauthorized' };

/**
 * Whether a token lives is decided by the workspace alone, read strongly consistent on every
 * request: a revoked token is dead on the next one, in every warm function. A malformed one costs no
 * read, and whatever else is wrong with a token, the answer is the same.
 *
 * @throws {TryAgain} where the store or the vault is away.
 */
export async function authenticate(ports: AuthPorts, call: Call): Promise<Authentication> {
  const token = readBearerToken(call.authorization);
  if (token === undefined) return UNAUTHORIZED;
  const { workspaceId, tokenId, digest } = token;
  const workspace = await ports.workspaces.read(workspaceId);
  if (workspace === undefined || !lives(workspace, tokenId, ports.now())) return UNAUTHORIZED;
  const expected = await ports.vault.read(workspaceId, tokenId);
  if (expected === undefined || !isSame(expected, digest)) return UNAUTHORIZED;
  const { requestId, client, deadline } = call;
  const actor = { kind: 'scim', tokenId } as const;
  const context = mintContext({ workspace, actor, requestId, client, deadline });
  const reason = reasonAgainst(workspace);
  return reason === undefined
    ? { kind: 'authenticated', context }
    : { kind: 'forbidden', context, reason };
}

function lives({ tokens, deletedAt }: Workspace, tokenId: string, now: number): boolean {
  const metadata = Object.hasOwn(tokens, tokenId) ? tokens[tokenId] : undefined;
  return deletedAt === undefined && metadata !== undefined && isLive(metadata, now);
}

/** `timingSafeEqual` throws on unequal lengths, which a damaged secret could have. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function reasonAgainst({ settings }: Workspace): string | undefined {
  if (!settings.scimAvailable) return NOT_IN_PLAN;
  if (!settings.scimEnabled) return SWITCHED_OFF;
  return undefined;
}
