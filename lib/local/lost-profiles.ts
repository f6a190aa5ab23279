/** Workspaces that a start finds with a profile that is there no more. */

import type { WorkspacePorts } from '#administration/ports.ts';
import type { ListedWorkspace } from '#directory/ports.ts';
import { PROFILES } from '#mapping/profiles/index.ts';

const PAGE = 200;

/** In order of id. */
export async function workspacesWithoutProfile({
  workspaces: store,
}: Pick<WorkspacePorts, 'workspaces'>): Promise<readonly ListedWorkspace[]> {
  const known = new Set(PROFILES.map(({ id }) => id));
  const lost: ListedWorkspace[] = [];
  let after: string | undefined;
  do {
    const { workspaces, more } = await store.list({ after, limit: PAGE });
    lost.push(...workspaces.filter(({ profile }) => !known.has(profile)));
    after = more ? workspaces.at(-1)?.id : undefined;
  } while (after !== undefined);
  return lost;
}

/** What to do about one. */
export function lostProfileLine({ id, profile }: ListedWorkspace): string {
  return `workspace ${id} has the profile ${profile}, which there is no more: its requests are 500 until the profile is back, or the workspace has another`;
}
