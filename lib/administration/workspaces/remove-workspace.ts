import type { Progress, RecordOf } from '#activity/ports.ts';
import type { RemovalPorts } from '#administration/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/** Longer than any request that was let in before the workspace was deleted can take. */
const REST_MS = 60_000;

/**
 * Removes everything of a deleted workspace, its secret last. It begins a minute after the deletion, and
 * when the last event is out. What stays is the id, so that it is never given again.
 */
export async function removeWorkspace(
  { removal, vault, now }: RemovalPorts,
  context: WorkspaceContext,
  { at }: RecordOf<'removeWorkspace'>,
): Promise<Progress> {
  if (now() < Date.parse(at) + REST_MS) return 'more';
  if (await removal.hasUnfinished(context)) return 'more';
  if (!(await removal.removeItems(context))) return 'more';
  await vault.close(context.workspace.id);
  return 'done';
}
