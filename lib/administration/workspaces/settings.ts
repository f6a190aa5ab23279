/** Which settings a workspace can have, by its profile and by who asks. */

import * as v from 'valibot';
import { strictMembers } from '#administration/exchange.ts';
import { badRequest, forbidden, type ProblemError } from '#administration/problem.ts';
import type { GroupRole, Workspace, WorkspaceSettings } from '#directory/workspace.ts';
import type { Actor } from '#directory/workspace-context.ts';
import type { Profile } from '#mapping/profile.ts';
import { PROFILES, profileNamed } from '#mapping/profiles/index.ts';
import { readRole } from '#mapping/role.ts';
import { fold } from '#scim/fold.ts';

/** Entries of `groupRoles`. */
export const MAX_GROUP_ROLES = 50;
const MAX_KEPT_DAYS = 3650;
const MAX_NAME = 200;
const KEPT_DAYS_RULE = `must be a whole number of days from 0 to ${MAX_KEPT_DAYS}`;

const REPEATED_RULE =
  'is in the list already (case does not matter), and the first entry would win: leave one of them out';

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
export const Settings = strictMembers({
  scimAvailable: v.optional(v.boolean()),
  scimEnabled: v.optional(v.boolean()),
  onManualConflict: v.optional(v.picklist(['reject', 'adopt'])),
  roleEditing: v.optional(v.picklist(['app', 'idp'])),
  groupRoles: v.optional(
    v.pipe(
      v.array(strictMembers({ group: text(MAX_NAME), role: text(MAX_NAME) })),
      v.maxLength(MAX_GROUP_ROLES, `must have ${MAX_GROUP_ROLES} entries at the most`),
      v.checkItems((entry, index, all) => isFirstOfGroup(entry, index, all), REPEATED_RULE),
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
    throw forbidden('scimAvailable belongs to the plan: only the platform can change it');
  }
  if (before.profile !== after.profile) {
    throw forbidden('only the platform can change the profile of a workspace');
  }
}

/** Where the profile has roles set in the app, that is what the workspace shows. */
export function impliedSettings(profile: string): Partial<WorkspaceSettings> {
  return profileNamed(profile).roles?.editing === 'app' ? { roleEditing: 'app' } : {};
}

/**
 * Roles are those of the profile, and who edits them is the profile's word where it has one.
 *
 * @returns the settings with each role as the profile spells it.
 * @throws {Problem} 400 naming each setting that the profile does not allow.
 */
export function settledSettings(profileId: string, settings: WorkspaceSettings): WorkspaceSettings {
  const profile = profileNamed(profileId);
  const errors: ProblemError[] = [];
  if (profile.roles?.editing === 'app' && settings.roleEditing === 'idp') {
    const detail =
      'must be app: roles of this profile are set there, never by the identity provider';
    errors.push({ pointer: '/settings/roleEditing', detail });
  }
  const groupRoles = settings.groupRoles.map(({ group, role: sent }, index) => {
    const role = grantableRole(profile, sent);
    const pointer = `/settings/groupRoles/${index}/role`;
    if (role === undefined) errors.push({ pointer, detail: grantRule(profile) });
    return { group, role: role ?? sent };
  });
  if (errors.length > 0) throw badRequest('the profile does not allow this', errors);
  return { ...settings, groupRoles };
}

/** Of a list that is too long the rest is not looked at. */
function isFirstOfGroup({ group }: GroupRole, index: number, all: readonly GroupRole[]): boolean {
  if (index >= MAX_GROUP_ROLES) return true;
  return !all.slice(0, index).some((earlier) => fold(earlier.group) === fold(group));
}

/** In any case. */
function grantableRole(profile: Profile, role: string): string | undefined {
  return profile.roles?.editing === 'by setting' ? readRole(profile, role) : undefined;
}

function grantRule({ roles }: Profile): string {
  return roles?.editing === 'by setting'
    ? `must be one of ${roles.values.join(', ')}`
    : 'no group grants a role in this profile: set groupRoles to []';
}
