import type { JsonObject } from '#directory/user.ts';
import type { Workspace } from '#directory/workspace.ts';

/** A workspace as admins see it: its tokens have a list of their own. */
export function renderWorkspace({ id, name, profile, settings, ...times }: Workspace): JsonObject {
  const { version, createdAt } = times;
  const groupRoles = settings.groupRoles.map((groupRole) => ({ ...groupRole }));
  return { id, name, profile, settings: { ...settings, groupRoles }, createdAt, version };
}
