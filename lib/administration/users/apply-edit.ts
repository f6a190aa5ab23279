/** Applies an admin's edit or invitation: the operations of a PATCH, as there is one mapping. */

import { badRequest } from '#administration/problem.ts';
import type { UserBody } from '#administration/users/user-body.ts';
import type { User } from '#directory/user.ts';
import { editAppFields } from '#mapping/app-fields.ts';
import { type Decision, decideUser, type Proposal } from '#mapping/decide-user.ts';
import { isAddress } from '#mapping/keys.ts';
import { type Field, fieldOperation, fieldValue } from '#mapping/product-field.ts';
import type { Profile } from '#mapping/profile.ts';
import { roleSetInApp } from '#mapping/role.ts';
import { fold } from '#scim/fold.ts';
import type { JsonObject } from '#scim/json.ts';
import { applyPatch } from '#scim/patch/apply.ts';
import { ScimError } from '#scim/scim-error.ts';

type Edited = Decision['user'] & Pick<User, 'appFields'>;

/**
 * The parts of a user that an edit decides. A role that the user has already is not set anew.
 *
 * @throws {Problem} 400 where a rule of the profile is broken, naming the field.
 */
export function applyEdit(profile: Profile, before: User, body: UserBody): Edited {
  checkAddress(profile, before.resource, body.fields);
  const edit = { ...body.fields, ...followingUserName(profile, before, body.fields) };
  return inFieldNames(profile, () => {
    const resource = patched(profile, before.resource, edit);
    const deprovisions = edit.active === false;
    return decide(profile, { change: 'patch', before, resource, deprovisions }, body);
  });
}

/**
 * The same for somebody who is new: every value is held against the rules, but nothing is required, as
 * an invitation is completed by whoever accepts it.
 *
 * @param blank as an invitation without any field would leave them; `resource` what it asks for.
 * @throws {Problem} 400 where a rule of the profile is broken, naming the field.
 */
export function applyInvitation(
  profile: Profile,
  blank: User,
  resource: JsonObject,
  body: UserBody,
): Edited {
  const before = { ...blank, resource: {} };
  return inFieldNames(profile, () =>
    decide(profile, { change: 'patch', before, resource, deprovisions: false }, body),
  );
}

function decide(
  profile: Profile,
  proposal: Proposal & { readonly before: User },
  body: UserBody,
): Edited {
  const { before } = proposal;
  const { user } = decideUser(profile, proposal);
  const appFields = editAppFields(profile.appFields, before.appFields, body.appFields);
  if (typeof appFields === 'string') {
    throw badRequest('the app-owned fields are not those of the profile', [
      { pointer: '/appFields', detail: appFields },
    ]);
  }
  return { ...user, ...roleOf(before, body), appFields };
}

/** The resource of somebody who is invited; without a userName the e-mail address stands for it. */
export function invitedResource(profile: Profile, fields: JsonObject): JsonObject {
  checkAddress(profile, {}, fields);
  const resource = inFieldNames(profile, () => patched(profile, { active: true }, fields));
  if (resource.userName !== undefined) return resource;
  const email = fieldAt(profile, 'emails');
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

/**
 * An address that an admin types: the rule is that by which a userName stands for one. What an identity
 * provider sends is not checked, so what is there already may stay.
 */
function checkAddress(profile: Profile, before: JsonObject, edit: JsonObject): void {
  const field = fieldAt(profile, 'emails');
  const address = field && edit[field.name];
  if (field === undefined || typeof address !== 'string' || isAddress(address)) return;
  if (address === '' || address === fieldValue(field, before)) return;
  const rule = 'must be an e-mail address, such as ada@example.com';
  const errors = [{ pointer: `/${field.name}`, detail: rule }];
  throw badRequest(`${field.name} ${rule}`, errors);
}

/** Each field on the resource as the ones before it left it: two fields may share an attribute. */
function patched(profile: Profile, resource: JsonObject, fields: JsonObject): JsonObject {
  return profile.fields
    .filter(({ name }) => name in fields)
    .reduce((current, field) => {
      const operation = fieldOperation(field, current, fields[field.name] ?? null);
      return applyPatch(profile.schemas, current, [operation]);
    }, resource);
}

/** An admin knows the names of the product, not those of SCIM. */
function inFieldNames<Result>(profile: Profile, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    const field = profile.fields.find(({ path }) => error.message.startsWith(`${path} `));
    if (error.status !== 400 || field === undefined) throw error;
    const rule = error.message.slice(field.path.length + 1);
    const errors = [{ pointer: `/${field.name}`, detail: rule }];
    throw badRequest(`${field.name} ${rule}`, errors);
  }
}

function roleOf({ role }: User, body: UserBody): Pick<User, 'role'> {
  if (body.role === undefined || body.role === role?.value) return {};
  return { role: roleSetInApp(role, body.role) };
}

/** The userName of somebody invited by hand is their e-mail address until it is made another. */
function followingUserName(profile: Profile, before: User, fields: JsonObject): JsonObject {
  const field = fieldAt(profile, 'emails');
  const email = field && fields[field.name];
  const userName = fieldAt(profile, 'userName');
  if (typeof email !== 'string' || before.provisionedBy !== 'manual') return {};
  if (userName === undefined || userName.name in fields) return {};
  const isAddress = before.keys.userName === before.keys.email;
  return isAddress && fold(email) !== before.keys.userName ? { [userName.name]: email } : {};
}

function fieldAt({ fields }: Profile, path: string): Field | undefined {
  return fields.find((field) => field.path === path);
}
