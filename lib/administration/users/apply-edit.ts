/** Applies an admin's edit or invitation: a PATCH on the paths of the fields, as there is one mapping. */

import { Problem } from '#administration/problem.ts';
import type { UserBody } from '#administration/users/user-body.ts';
import type { User } from '#directory/user.ts';
import { editAppFields } from '#mapping/app-fields.ts';
import { type Decision, decideUser } from '#mapping/decide-user.ts';
import { fieldPath, fieldValue } from '#mapping/product-field.ts';
import type { Profile } from '#mapping/profile.ts';
import { roleSetInApp } from '#mapping/role.ts';
import { fold } from '#scim/fold.ts';
import type { Json, JsonObject } from '#scim/json.ts';
import { applyPatch } from '#scim/patch/apply.ts';
import { readPatchRequest } from '#scim/patch/patch-request.ts';

type Edited = Decision['user'] & Pick<User, 'appFields'>;

/**
 * The parts of a user that an edit decides. A role that the user has already is not set anew.
 *
 * @throws {Problem} 400 for app-owned fields that cannot be.
 * @throws {ScimError} 400 where a rule of the profile is broken, naming the attribute.
 */
export function applyEdit(profile: Profile, before: User, body: UserBody): Edited {
  const edit = { ...body.fields, ...followingUserName(profile, before, body.fields) };
  const resource = patched(profile, before.resource, edit);
  const { user } = decideUser(profile, {
    change: 'patch',
    before,
    resource,
    deprovisions: edit.active === false,
  });
  const appFields = editAppFields(profile.appFields, before.appFields, body.appFields);
  if (typeof appFields === 'string') {
    throw Problem.badRequest('appFields cannot be like that', [
      { pointer: '/appFields', detail: appFields },
    ]);
  }
  return { ...user, ...roleOf(before, body), appFields };
}

/** The resource of somebody who is invited; without a userName the e-mail address stands for it. */
export function invitedResource(profile: Profile, fields: JsonObject): JsonObject {
  const resource = patched(profile, { active: true }, fields);
  if (resource.userName !== undefined) return resource;
  const email = profile.fields.find(({ path }) => path === 'emails');
  const address = email && fieldValue(email, resource);
  return address === undefined ? resource : { ...resource, userName: address };
}

/** Which of the fields that are sent would change, under the product's names. */
export function changedFields(
  profile: Profile,
  { resource }: User,
  fields: JsonObject,
): readonly string[] {
  return profile.fields
    .filter(({ name }) => name in fields)
    .filter((field) => (fieldValue(field, resource) ?? null) !== fields[field.name])
    .map(({ name }) => name);
}

/** Each field on its path as the resource has it then: two fields may share an attribute. */
function patched(profile: Profile, resource: JsonObject, fields: JsonObject): JsonObject {
  return profile.fields
    .filter(({ name }) => name in fields)
    .reduce((current, field) => {
      const path = fieldPath(field, current);
      const operation = operationOf(path, fields[field.name] ?? null);
      const { operations } = readPatchRequest(profile.schemas, { Operations: [operation] });
      return applyPatch(profile.schemas, current, operations);
    }, resource);
}

function operationOf(path: string, value: Json): JsonObject {
  return value === null ? { op: 'remove', path } : { op: 'add', path, value };
}

function roleOf({ role }: User, body: UserBody): Pick<User, 'role'> {
  if (body.role === undefined || body.role === role?.value) return {};
  return { role: roleSetInApp(role, body.role) };
}

/** The userName of somebody invited by hand is their e-mail address until it is made another. */
function followingUserName(profile: Profile, before: User, fields: JsonObject): JsonObject {
  const field = profile.fields.find(({ path }) => path === 'emails');
  const email = field && fields[field.name];
  const userName = profile.fields.find(({ path }) => path === 'userName');
  if (typeof email !== 'string' || before.provisionedBy !== 'manual') return {};
  if (userName === undefined || userName.name in fields) return {};
  const isAddress = before.keys.userName === before.keys.email;
  return isAddress && fold(email) !== before.keys.userName ? { [userName.name]: email } : {};
}
