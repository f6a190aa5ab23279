import { tokenRegenerated } from '#activity/workspace-events.ts';
import type { NewToken, TokenPorts } from '#administration/ports.ts';
import { conflict, retryLater } from '#administration/problem.ts';
import {
  type ChangePorts,
  changeWorkspace,
  type Proposal,
} from '#administration/workspaces/change-workspace.ts';
import type { StoredDigest } from '#directory/ports.ts';
import { isLive, MAX_TOKENS, type TokenMetadata, type Workspace } from '#directory/workspace.ts';
import type { Actor, WorkspaceContext } from '#directory/workspace-context.ts';

export interface IssuePorts extends ChangePorts, Pick<TokenPorts, 'newToken' | 'vault'> {}

export interface TokenOrder {
  /**
   * What becomes of the tokens that there are. `retire`: they live on for so many seconds, 0 for none.
   * `keep`: they live on as they did, and of `MAX_TOKENS` the oldest makes room.
   */
  readonly older:
    | { readonly kind: 'retire'; readonly graceSeconds: number }
    | { readonly kind: 'keep' };
  /** ISO 8601, UTC. @default never */
  readonly expiresAt?: string;
}

export interface IssuedToken extends NewToken {
  /** The tokens that died by it, or that die after their grace. */
  readonly retired: readonly string[];
  readonly workspace: Workspace;
}

type Tokens = Readonly<Record<string, TokenMetadata>>;

/** Secrets Manager keeps 100 versions of a secret, and removes none that is younger than a day. */
const MAX_DIGESTS_A_DAY = 99;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * Gives a workspace one more token.
 *
 * The digest is in the vault before the workspace names the token: a token that was shown works. What
 * the vault cannot forget now is dead all the same: a token lives by the word of the workspace alone.
 *
 * @throws {Problem} 409 where five tokens live on, 429 after a hundred in a day. @throws {TryAgain}
 */
export async function issueToken(
  ports: IssuePorts,
  context: WorkspaceContext,
  order: TokenOrder,
): Promise<IssuedToken> {
  const { vault, now } = ports;
  const { id } = context.workspace;
  const issued = ports.newToken(id);
  olderTokens(context.workspace, order, now()); // Refuses before anything is written.
  const stored = await vault.list(id);
  checkRate(stored, now());
  await vault.put(id, issued.tokenId, issued.digest);
  const { before, after } = await changeWorkspace(ports, context, (workspace) =>
    proposalOf(context.actor, workspace, order, issued.tokenId, now()),
  );
  const retired = retiredBy(before.tokens, after.tokens);
  const dead = retired.filter((tokenId) => !Object.hasOwn(after.tokens, tokenId));
  await vault.forget(id, [...dead, ...strays(stored, before, now())]).catch(() => {});
  return { ...issued, retired, workspace: after };
}

function proposalOf(
  actor: Actor,
  before: Workspace,
  order: TokenOrder,
  tokenId: string,
  now: number,
): Proposal {
  const kept = olderTokens(before, order, now);
  const { expiresAt } = order;
  const metadata = { createdAt: new Date(now).toISOString(), ...(expiresAt && { expiresAt }) };
  const after = { ...before, tokens: { ...kept, [tokenId]: metadata } };
  return {
    after,
    change: {
      operation: 'create',
      resource: { type: 'Token', id: tokenId },
      changed: ['tokens'],
      status: 201,
      events: [tokenRegenerated(actor, after, tokenId, retiredBy(before.tokens, after.tokens))],
    },
  };
}

/** Those that are gone, or that end sooner than they would have. */
function retiredBy(before: Tokens, after: Tokens): readonly string[] {
  return Object.keys(before).filter(
    (id) => !Object.hasOwn(after, id) || after[id]?.expiresAt !== before[id]?.expiresAt,
  );
}

/** Those that live on beside a new one. @throws {Problem} 409 where there is no room for it. */
function olderTokens({ tokens }: Workspace, { older }: TokenOrder, now: number): Tokens {
  const live = Object.entries(tokens).filter(([, metadata]) => isLive(metadata, now));
  if (older.kind === 'keep') {
    return Object.fromEntries([...live].sort(newestFirst).slice(0, MAX_TOKENS - 1));
  }
  if (older.graceSeconds === 0) return {};
  if (live.length >= MAX_TOKENS) {
    const detail = `${MAX_TOKENS} tokens are live: revoke one, or regenerate without graceSeconds`;
    throw conflict('too-many-tokens', detail);
  }
  const end = new Date(now + older.graceSeconds * 1000).toISOString();
  const until = ({ expiresAt }: TokenMetadata) =>
    expiresAt !== undefined && expiresAt < end ? expiresAt : end;
  return Object.fromEntries(
    live.map(([id, metadata]) => [id, { ...metadata, expiresAt: until(metadata) }]),
  );
}

function checkRate(stored: readonly StoredDigest[], now: number): void {
  const today = stored.map(({ createdAt }) => createdAt).filter((at) => at > now - DAY_MS);
  if (today.length < MAX_DIGESTS_A_DAY) return;
  const seconds = Math.ceil((Math.min(...today) + DAY_MS - now) / 1000);
  throw retryLater(429, seconds, 'a workspace can be given 100 tokens in a day');
}

/** Digests that were put for a token which never came to be: whoever put them has ended on the way. */
function strays(stored: readonly StoredDigest[], { tokens }: Workspace, now: number) {
  return stored
    .filter(({ isForgotten, createdAt }) => !isForgotten && createdAt < now - HOUR_MS)
    .map(({ tokenId }) => tokenId)
    .filter((tokenId) => !Object.hasOwn(tokens, tokenId));
}

type TokenEntry = readonly [tokenId: string, metadata: TokenMetadata];

function newestFirst(a: TokenEntry, b: TokenEntry): number {
  return b[1].createdAt.localeCompare(a[1].createdAt) || b[0].localeCompare(a[0]);
}
