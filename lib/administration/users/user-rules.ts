/** What an admin may not do in the app, and what to do instead. */

import { conflict, type Problem } from '#administration/problem.ts';
import { changedFields } from '#administration/users/apply-edit.ts';
import type { UserBody } from '#administration/users/user-body.ts';
import type { KnownUser, Taken } from '#directory/ports.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceSettings } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { Profile } from '#mapping/profile.ts';
import { roleEditing } from '#mapping/role.ts';
import type { JsonObject } from '#scim/json.ts';

const SWITCH_OFF =
  'or switch SCIM off for this workspace (the setting scimEnabled) and manage everybody by hand';

/** While SCIM is on, the identity provider manages those that it has provisioned. */
export function isManagedByIdp(
  { provisionedBy }: User,
  { scimAvailable, scimEnabled }: WorkspaceSettings,
): boolean {
  return provisionedBy === 'scim' && scimAvailable && scimEnabled;
}

/**
 * App-owned fields may always be edited; the role where `roleEditing` is `app`.
 *
 * @throws {Problem} 409 saying which rule or switch refuses, and what to do.
 */
export function checkEdit(
  profile: Profile,
  settings: WorkspaceSettings,
  before: User,
  body: UserBody,
): void {
  if (!isManagedByIdp(before, settings)) return;
  const fields = changedFields(profile, before, body.fields);
  if (fields.includes('active')) throw managed(activeRule(body));
  if (fields.length > 0) {
    throw managed(
      `${fields.join(', ')}: the identity provider has provisioned this user, so its attributes ` +
        `are edited there: change them in your identity provider, ${SWITCH_OFF}`,
    );
  }
  const changesRole = body.role !== undefined && body.role !== before.role?.value;
  if (changesRole && roleEditing(profile, settings) === 'idp') {
    throw conflict(
      'role-editing',
      'the setting roleEditing is idp, so the roles of provisioned users come from the identity ' +
        'provider: change the role there, or set roleEditing to app',
    );
  }
}

/** @throws {Problem} 409. */
export function checkDelete(settings: WorkspaceSettings, user: User): void {
  if (!isManagedByIdp(user, settings)) return;
  throw managed(
    'the identity provider has provisioned this user, so only it can delete them: unassign or ' +
      `delete them in your identity provider, ${SWITCH_OFF}`,
  );
}

/** @throws {Problem} 409 for somebody who was deleted. */
export function checkIsThere({ deletedAt }: KnownUser): void {
  if (deletedAt === undefined) return;
  throw conflict(
    'user-deleted',
    'this user was deleted and is shown for the record alone: invite or provision them anew',
  );
}

/**
 * An invitation, or an edit, that needs what another user holds. It says where that user is; the ids are
 * ours, and nothing that was sent can be read in them.
 */
export function alreadyExists(
  { workspace }: WorkspaceContext,
  { claim, holderId, manualUserId }: Taken,
  sent: { readonly profile: Profile; readonly fields: JsonObject },
): Problem {
  const field = sentField(claim, sent.profile, sent.fields);
  const where =
    holderId === undefined ? '' : ` at /admin/workspaces/${workspace.id}/users/${holderId}`;
  return conflict(
    'already-exists',
    manualUserId === undefined
      ? `a user whom the identity provider has provisioned has this ${field} already: use the user${where}, or another ${field}`
      : `a user who was invited by hand has this ${field} already: edit the user${where}, or use another ${field}`,
  );
}

/** As the product calls it. Without a userName the address stands for it, and the other way round. */
function sentField(claim: Taken['claim'], { fields }: Profile, sent: JsonObject): string {
  const paths = claim === 'userName' ? ['userName', 'emails'] : ['emails', 'userName'];
  const names = paths.map((path) => fields.find((field) => field.path === path)?.name);
  return names.find((name) => name !== undefined && name in sent) ?? claim;
}

function activeRule({ fields }: UserBody): string {
  const wanted = fields.active === false ? 'deactivate' : 'reactivate';
  const there = fields.active === false ? 'unassign or deactivate' : 'assign or activate';
  return (
    `the identity provider has provisioned this user, so only it can ${wanted} them: ${there} them ` +
    `in your identity provider, ${SWITCH_OFF}`
  );
}

function managed(detail: string): Problem {
  return conflict('managed-by-identity-provider', detail);
}
