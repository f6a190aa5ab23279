/** Whether groups have a say in roles at all. */

import type { Workspace } from '#directory/workspace.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { fold } from '#scim/fold.ts';

/** Whether a group with one of these displayNames grants a role, so that to rename it matters. */
export function changesRoles(
  { profile, settings }: Workspace,
  displayNames: readonly string[],
): boolean {
  if (profileNamed(profile).roles === undefined) return false;
  const [first, ...others] = displayNames.map(fold);
  if (others.every((name) => name === first)) return false;
  return settings.groupRoles.some(({ group }) => [first, ...others].includes(fold(group)));
}
