import { type Change, changeRecord } from '#activity/record.ts';
import type { WorkspacePorts } from '#administration/ports.ts';
import { noWorkspace } from '#administration/problem.ts';
import type { WorkspaceStore } from '#directory/ports.ts';
import { untilDecided } from '#directory/until-decided.ts';
import type { Workspace } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

export interface ChangePorts extends Pick<WorkspacePorts, 'now' | 'sleep' | 'random' | 'newId'> {
  readonly workspaces: Pick<WorkspaceStore, 'read' | 'replace'>;
}

/** What is to become of a workspace; its version is counted on by itself. */
export interface Proposal {
  readonly after: Workspace;
  readonly change: Omit<Change, 'version'>;
}

/** What came of it: the same twice where nothing was to be changed. */
export interface Changed {
  readonly before: Workspace;
  readonly after: Workspace;
}

/**
 * Reads, decides and writes until nobody was faster. The record of the change commits with it.
 *
 * @param decide is asked again for each state of the workspace that it meets; it may throw a Problem,
 *   and answers undefined where nothing is to be changed.
 * @throws {Problem} 404 where the workspace is removed meanwhile. @throws {TryAgain}
 */
export async function changeWorkspace(
  ports: ChangePorts,
  context: WorkspaceContext,
  decide: (workspace: Workspace) => Proposal | undefined,
): Promise<Changed> {
  let known: Workspace | undefined = context.workspace;
  return untilDecided(ports, context, async () => {
    const before = stillThere(known ?? (await ports.workspaces.read(context.workspace.id)));
    known = undefined;
    const proposal = decide(before);
    if (proposal === undefined) return { before, after: before };
    const version = before.version + 1;
    const after = { ...proposal.after, version };
    const record = changeRecord(ports, context, { ...proposal.change, version });
    const isReplaced = await ports.workspaces.replace(context, before, after, record);
    return isReplaced ? { before, after } : undefined;
  });
}

function stillThere(workspace: Workspace | undefined): Workspace {
  if (workspace !== undefined && workspace.deletedAt === undefined) return workspace;
  throw noWorkspace();
}
