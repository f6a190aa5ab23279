/**
 * The identity provider's word about a role: the places of a resource where it may stand, and which
 * of several counts. What stands there is stored and returned as it was sent.
 */

import type { User } from '#directory/user.ts';
import type { Profile } from '#mapping/profile.ts';
import { readRole } from '#mapping/role.ts';
import { isObject, type Json, type JsonObject, member } from '#scim/json.ts';
import type { PatchOperation } from '#scim/patch/operation.ts';
import { valueAt, withValueAt } from '#scim/resource.ts';
import { type AttributeSteps, pathOf } from '#scim/schema/schema.ts';

export interface RoleWord {
  /** In the product's spelling; undefined where there is none. */
  readonly role: string | undefined;
  /** New values that cannot be: unknown roles, or two different ones. */
  readonly wrong: readonly { readonly steps: AttributeSteps; readonly rule: string }[];
}

interface Place {
  readonly steps: AttributeSteps;
  /** Undefined for one that the profile does not have. */
  readonly role: string | undefined;
  /** Whether another value stood there before. */
  readonly isNew: boolean;
}

/**
 * Of several places the one counts whose value is news: neither what stood there nor the role that
 * was sent last. So a client that goes on sending an old place beside a new one changes nothing.
 */
export function readRoleWord(
  profile: Profile,
  resource: JsonObject,
  before: User | undefined,
): RoleWord {
  const last = before?.role?.lastFromIdp;
  const places = placesIn(profile, resource, before);
  const unknown = places.filter(({ role, isNew }) => isNew && role === undefined);
  const news = places.filter(({ role, isNew }) => isNew && role !== undefined && role !== last);
  const [first] = news;
  const contradicting = news.some(({ role }) => role !== first?.role) ? news : [];
  const stands = places.some(({ role }) => role === last) ? last : places.find(isKnown)?.role;
  return {
    role: first?.role ?? stands,
    wrong: [
      ...unknown.map(({ steps }) => ({ steps, rule: `must be ${allowed(profile)}` })),
      ...contradicting.map(({ steps }) => ({
        steps,
        rule: `contradicts ${pathOf(otherThan(steps, contradicting))}: send one role`,
      })),
    ],
  };
}

/** Without the places that say another role than the one that counts: a PATCH speaks of one place. */
export function withoutOtherRoles(
  profile: Profile,
  resource: JsonObject,
  role: string | undefined,
): JsonObject {
  if (role === undefined) return resource;
  return profile.rolePlaces
    .filter((steps) => readRole(profile, valueAt(resource, steps)) !== role)
    .reduce((kept, steps) => withValueAt(kept, steps, undefined), resource);
}

/** A PUT that does not mention the role keeps it where it stood; one that empties it does not. */
export function keepUnmentionedRole(
  profile: Profile,
  body: JsonObject,
  resource: JsonObject,
  before: JsonObject,
): JsonObject {
  if (profile.rolePlaces.some((steps) => isMentioned(body, steps))) return resource;
  return profile.rolePlaces.reduce(
    (kept, steps) => withValueAt(kept, steps, valueAt(before, steps)),
    resource,
  );
}

/** Whether a resource has a role, whichever. */
export function hasRole({ rolePlaces }: Profile, resource: JsonObject): boolean {
  return rolePlaces.some((steps) => valueAt(resource, steps) !== undefined);
}

/** Whether an operation sends a role. */
export function sendsRole(profile: Profile, operation: PatchOperation): boolean {
  return isRole(profile, operation) && operation.kind === 'simple' && operation.value !== undefined;
}

/** Paths in a body that admins take for the role, and the profile does not. */
export function mistakenForRole({ roles }: Profile, resource: JsonObject): readonly string[] {
  return (roles?.mistakenFor ?? []).filter((name) => resource[name] !== undefined);
}

/** The same of a PATCH. */
export function mistakenForRoleIn(
  { roles }: Profile,
  operations: readonly PatchOperation[],
): readonly string[] {
  return (roles?.mistakenFor ?? []).filter((name) =>
    operations.some(({ extension, attribute }) => !extension && attribute.name === name),
  );
}

/** A removal by the name alone means the role wherever it stands. */
export function removeRoleEverywhere(
  profile: Profile,
  operations: readonly PatchOperation[],
): readonly PatchOperation[] {
  return operations.flatMap((operation) => {
    const isByName = operation.extension === undefined && isRole(profile, operation);
    if (!isByName || operation.kind !== 'simple' || operation.value !== undefined) return operation;
    return profile.rolePlaces.map(([first, second]) =>
      second === undefined
        ? { kind: 'simple' as const, attribute: first, value: undefined }
        : { kind: 'simple' as const, extension: first, attribute: second, value: undefined },
    );
  });
}

function placesIn(
  profile: Profile,
  resource: JsonObject,
  before: User | undefined,
): readonly Place[] {
  return profile.rolePlaces.flatMap((steps) => {
    const value = valueAt(resource, steps);
    if (value === undefined) return [];
    const isNew = before === undefined || valueAt(before.resource, steps) !== value;
    return [{ steps, role: readRole(profile, value), isNew }];
  });
}

function isKnown({ role }: Place): boolean {
  return role !== undefined;
}

function otherThan(steps: AttributeSteps, places: readonly Place[]): AttributeSteps {
  return places.find((place) => place.steps !== steps)?.steps ?? steps;
}

function allowed({ roles }: Profile): string {
  const values = roles?.values ?? [];
  return values.length < 2
    ? values.join()
    : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

/** Whether a body has the attribute, be it null; also where it empties the extension around it. */
function isMentioned(body: JsonObject, [first, ...rest]: readonly { name: string }[]): boolean {
  if (first === undefined) return true;
  const value: Json | undefined = member(body, first.name);
  if (value === undefined) return false;
  return isObject(value) ? isMentioned(value, rest) : true;
}

function isRole({ rolePlaces }: Profile, { extension, attribute }: PatchOperation): boolean {
  return rolePlaces.some((steps) =>
    steps.length === 1
      ? extension === undefined && steps[0].name === attribute.name
      : extension?.name === steps[0].name && steps[1]?.name === attribute.name,
  );
}
