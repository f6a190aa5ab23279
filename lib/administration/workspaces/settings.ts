/** Which settings a workspace can have, by its profile and by who asks. */

import * as v from 'valibot';
import { Problem, type ProblemError } from '#administration/problem.ts';
import type { Workspace, WorkspaceSettings } from '#directory/workspace.ts';
import type { Actor } from '#directory/workspace-context.ts';
import { PROFILES, profileNamed } from '#mapping/profiles/index.ts';

/** Entries of `groupRoles`. */
export const MAX_GROUP_ROLES = 50;
const MAX_KEPT_DAYS = 3650;
const MAX_NAME = 200;
const KEPT_DAYS_RULE = `must be a whole number of days from 0 to ${MAX_KEPT_DAYS}`;

const text = (limit: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'must not be empty'),
    v.maxLength(limit, `must have ${limit} characters at the most`),
  );

export const WorkspaceName = text(MAX_NAME);
export const ProfileId = v.picklist(PROFILES.map(({ id }) => id));

/** Each by itself: what is not given stays, or is the default. */
export const Settings = v.strictObject({
  scimAvailable: v.optional(v.boolean()),
  scimEnabled: v.optional(v.boolean()),
  onManualConflict: v.optional(v.picklist(['reject', 'adopt'])),
  roleEditing: v.optional(v.picklist(['app', 'idp'])),
  groupRoles: v.optional(
    v.pipe(
      v.array(v.strictObject({ group: text(MAX_NAME), role: text(MAX_NAME) })),
      v.maxLength(MAX_GROUP_ROLES, `must have ${MAX_GROUP_ROLES} entries at the most`),
    ),
  ),
  keepDeletedDays: v.optional(
    v.pipe(
      v.number(),
      v.integer(KEPT_DAYS_RULE),
      v.minValue(0, KEPT_DAYS_RULE),
      v.maxValue(MAX_KEPT_DAYS, KEPT_DAYS_RULE),
    ),
  ),
});

/** What an admin of the workspace itself may not touch: it is a matter of the plan. */
export function checkPlan(actor: Actor, before: Workspace, after: Workspace): void {
  if (actor.kind !== 'admin' || actor.scope === 'platform') return;
  if (before.settings.scimAvailable !== after.settings.scimAvailable) {
    throw Problem.forbidden('scimAvailable belongs to the plan: only the platform can change it');
  }
  if (before.profile !== after.profile) {
    throw Problem.forbidden('only the platform can change the profile of a workspace');
  }
}

/** Where the profile has roles set in the app, that is what the workspace shows. */
export function impliedSettings(profile: string): Partial<WorkspaceSettings> {
  return profileNamed(profile).roles?.editing === 'app' ? { roleEditing: 'app' } : {};
}

/**
 * Roles are those of the profile, and who edits them is the profile's word where it has one.
 *
 * @throws {Problem} 400 naming each setting that the profile does not allow.
 */
export function checkSettings({ profile: id, settings }: Pick<Workspace, 'profile' | 'settings'>) {
  const profile = PROFILES.find((candidate) => candidate.id === id);
  const roles = profile?.roles;
  const granted = roles?.editing === 'by setting' ? roles.values : [];
  const errors: ProblemError[] = groupRoleErrors(settings, granted);
  if (roles?.editing === 'app' && settings.roleEditing === 'idp') {
    const detail = 'roles of this profile are set in the app, never by the identity provider';
    errors.push({ pointer: '/settings/roleEditing', detail });
  }
  if (errors.length > 0) throw Problem.badRequest('the profile does not allow this', errors);
}

function groupRoleErrors(
  { groupRoles }: WorkspaceSettings,
  allowed: readonly string[],
): ProblemError[] {
  const rule =
    allowed.length === 0
      ? 'no group grants a role in this profile'
      : `must be one of ${allowed.join(', ')}`;
  return groupRoles.flatMap(({ role }, index) =>
    allowed.includes(role) ? [] : [{ pointer: `/settings/groupRoles/${index}/role`, detail: rule }],
  );
}
