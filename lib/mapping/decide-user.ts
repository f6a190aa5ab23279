/**
 * Decides what becomes of a user when a client has sent a resource: what the profile requires, what
 * the limits allow, and that deprovisioning is never blocked.
 */

import type { User, UserKeys } from '#directory/user.ts';
import { identityEmail, userKeys } from '#mapping/keys.ts';
import type { Profile } from '#mapping/profile.ts';
import { roleAfterWord } from '#mapping/role.ts';
import { readRoleWord, withoutOtherRoles } from '#mapping/role-word.ts';
import type { JsonObject } from '#scim/json.ts';
import { valueAt, withValueAt } from '#scim/resource.ts';
import { type Attribute, attributeNamed } from '#scim/schema/attribute.ts';
import { type AttributeSteps, pathOf } from '#scim/schema/schema.ts';
import { invalidValue, mutability, type ScimError } from '#scim/scim-error.ts';

export const MAX_EMAILS = 20;
/** Characters, that is Unicode code points. */
export const MAX_USER_NAME = 320;
/** Bytes of a resource as JSON in UTF-8. */
export const MAX_RESOURCE_BYTES = 100 * 1024;
/**
 * Bytes of what a user or a group is found by. Folding makes up to eleven bytes of one (U+FDFA), and an item
 * of the table has room for 400 KB.
 */
export const MAX_KEYS_BYTES = 2 * MAX_RESOURCE_BYTES;

/** What a request would make of a user. */
export interface Proposal {
  /** Which rules hold: a PATCH answers for what it touches, a PUT for all that it leaves out. */
  readonly change: 'create' | 'replace' | 'patch';
  /** The user as stored; undefined for a create. */
  readonly before: User | undefined;
  /** The whole resource. */
  readonly resource: JsonObject;
  /** Whether the request itself says `active: false`. */
  readonly deprovisions: boolean;
  /** Whether a role in it counts even if it is the one that was sent last. @default false */
  readonly insistsOnRole?: boolean;
}

export interface Decision {
  readonly user: Pick<User, 'active' | 'resource' | 'keys' | 'role'>;
  /** Paths whose new values broke a rule and were not applied. */
  readonly kept: readonly string[];
}

interface Violation {
  readonly steps: AttributeSteps;
  readonly error: ScimError;
}

/**
 * @throws {ScimError} 400: `invalidValue` naming the attribute as the admin sees it in their identity
 *   provider; `mutability` where a PATCH empties what must not be empty.
 */
export function decideUser(profile: Profile, proposal: Proposal): Decision {
  const { change, before, resource, deprovisions } = proposal;
  checkUserName(proposal);
  if (change === 'patch' && resource.active === undefined) throw emptied('active');
  const violations = findViolations(profile, proposal);
  const [first] = violations;
  const isDeprovisioning = deprovisions && before !== undefined && resource.active === false;
  if (first !== undefined && !isDeprovisioning) throw first.error;
  const kept = violations.map(({ steps }) => steps);
  return decide(profile, { ...proposal, resource: keepValues(resource, before, kept) }, kept);
}

/**
 * The same decision with the identity e-mail as it was: a deactivation whose new address belongs to
 * somebody else must go through all the same. Where the userName is that address, it stays too.
 */
export function keepIdentityEmail(profile: Profile, before: User, decision: Decision): Decision {
  const kept = keepAlso(profile, before, decision, coreSteps(profile, 'emails'));
  if (kept.user.keys.email === before.keys.email) return kept;
  return keepAlso(profile, before, kept, coreSteps(profile, 'userName'));
}

/** The user as admins still see it after a DELETE. */
export function deactivated(user: User): User {
  return { ...user, active: false, resource: { ...user.resource, active: false } };
}

function keepAlso(
  profile: Profile,
  before: User,
  { user, kept }: Decision,
  steps: AttributeSteps,
): Decision {
  const resource = keepValues(user.resource, before, [steps]);
  return {
    user: { ...user, ...stateOf(profile, before, resource) },
    kept: [...kept, pathOf(steps)],
  };
}

function decide(
  profile: Profile,
  { change, before, resource, insistsOnRole = false }: Proposal,
  kept: readonly AttributeSteps[],
): Decision {
  const word = readRoleWord(profile, resource, before).role;
  const role = roleAfterWord(profile, before?.role, word, insistsOnRole);
  const settled = change === 'patch' ? withoutOtherRoles(profile, resource, word) : resource;
  return {
    user: { ...stateOf(profile, before, settled), ...(role && { role }) },
    kept: kept.map(pathOf),
  };
}

function stateOf(
  profile: Profile,
  before: User | undefined,
  wanted: JsonObject,
): Pick<User, 'active' | 'resource' | 'keys'> {
  const active = wanted.active === undefined ? (before?.active ?? true) : wanted.active === true;
  const resource = { ...wanted, active };
  const keys = userKeys(resource, profile.identityEmail !== 'optional');
  checkLimits(resource, keys);
  return { active, resource, keys };
}

/** The schema's own rule: not even a deactivation gets past it. */
function checkUserName({ change, resource: { userName } }: Proposal): void {
  if (typeof userName !== 'string') {
    throw missingError(change, 'userName');
  }
  if (userName.trim() === '') throw invalidValue('userName is blank: fill it in', 'userName');
  if (userName.length > MAX_USER_NAME && [...userName].length > MAX_USER_NAME) {
    const detail = `userName is longer than ${MAX_USER_NAME} characters`;
    throw invalidValue(detail, 'userName');
  }
}

function findViolations(profile: Profile, proposal: Proposal): readonly Violation[] {
  const { change, before, resource } = proposal;
  const had = (steps: AttributeSteps) => before && valueAt(before.resource, steps);
  const missing = profile.required
    .filter((steps) => valueAt(resource, steps) === undefined)
    .filter((steps) => change !== 'patch' || had(steps) !== undefined)
    .map((steps) => ({ steps, error: missingError(change, pathOf(steps)) }));
  const malformed = profile.formats.flatMap(({ steps, accepts, rule }) => {
    const value = valueAt(resource, steps);
    if (typeof value !== 'string' || value === had(steps) || accepts(value)) return [];
    return [{ steps, error: invalidValue(`${pathOf(steps)} ${rule}`, pathOf(steps)) }];
  });
  const wrongRoles = readRoleWord(profile, resource, before).wrong.map(({ steps, rule }) => ({
    steps,
    error: invalidValue(`${pathOf(steps)} ${rule}`, pathOf(steps)),
  }));
  return [...missing, ...missingEmail(profile, proposal), ...malformed, ...wrongRoles];
}

function missingEmail(
  profile: Profile,
  { change, before, resource }: Proposal,
): readonly Violation[] {
  if (profile.identityEmail !== 'required and unique') return [];
  if (identityEmail(resource) !== undefined) return [];
  if (change === 'patch' && before?.keys.email === undefined) return [];
  return [{ steps: coreSteps(profile, 'emails'), error: missingError(change, 'emails') }];
}

/** An attribute that every profile has, by the core schema. */
function coreSteps({ schemas }: Profile, name: 'emails' | 'userName'): AttributeSteps {
  return [attributeNamed(schemas.attributes, name) as Attribute];
}

function missingError(change: Proposal['change'], path: string): ScimError {
  if (change === 'patch') return emptied(path);
  const detail = `${path} is required: map it in your identity provider, and fill it in for this user`;
  return invalidValue(detail, path);
}

function emptied(path: string): ScimError {
  return mutability(path, `${path} must keep a value: send another, or leave it out`);
}

function keepValues(
  resource: JsonObject,
  before: User | undefined,
  paths: readonly AttributeSteps[],
): JsonObject {
  if (before === undefined) return resource;
  return paths.reduce(
    (kept, steps) => withValueAt(kept, steps, valueAt(before.resource, steps)),
    resource,
  );
}

function checkLimits(resource: JsonObject, keys: UserKeys): void {
  if (Array.isArray(resource.emails) && resource.emails.length > MAX_EMAILS) {
    throw invalidValue(`a user may have ${MAX_EMAILS} emails at the most`, 'emails');
  }
  // `false` is a byte longer than `true`, and must not keep anybody active.
  const size = Buffer.byteLength(JSON.stringify({ ...resource, active: true }));
  if (size > MAX_RESOURCE_BYTES) {
    throw invalidValue(`the user is larger than ${MAX_RESOURCE_BYTES} bytes`);
  }
  if (Buffer.byteLength(JSON.stringify(keys)) > MAX_KEYS_BYTES) {
    const detail = `emails, folded for comparison, are larger than ${MAX_KEYS_BYTES} bytes`;
    throw invalidValue(detail, 'emails');
  }
}
