import type { ActivityResult } from '#directory/activity-record.ts';
import type { Clock, TokenUses } from '#directory/ports.ts';
import { remember } from '#directory/remember.ts';
import { TOKEN_USE_MS } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

interface Ports extends Pick<Clock, 'now'> {
  readonly uses: TokenUses;
}

/**
 * Notes what tokens are used for, without a read: a token that this process has noted within five
 * minutes is not written again, and a failure of the noting is nobody's.
 */
export function tokenUseNotes({ uses, now }: Ports) {
  const notedAt = new Map<string, number>();
  const isDue = (key: string) => {
    const last = notedAt.get(key);
    if (last !== undefined && now() - last < TOKEN_USE_MS) return false;
    remember(notedAt, key, now());
    return true;
  };
  const at = () => new Date(now()).toISOString();
  return {
    async noteUse(context: WorkspaceContext): Promise<void> {
      const { actor, client } = context;
      if (actor.kind !== 'scim' || !isDue(actor.tokenId)) return;
      const use = { tokenId: actor.tokenId, lastUsedAt: at(), client };
      await uses.note(context, use).catch(() => {});
    },
    async noteFailure(context: WorkspaceContext, result: ActivityResult): Promise<void> {
      const { actor } = context;
      if (actor.kind !== 'scim' || !isDue(`${actor.tokenId} failure`)) return;
      const failure = { tokenId: actor.tokenId, lastFailure: { ...result, at: at() } };
      await uses.note(context, failure).catch(() => {});
    },
  };
}
