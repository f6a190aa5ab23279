/** What an admin sends of a user: role, app-owned fields, and the fields under the product's names. */

import * as v from 'valibot';
import { type AdminRequest, anObject, readBody } from '#administration/exchange.ts';
import { badRequest } from '#administration/problem.ts';
import type { Field } from '#mapping/product-field.ts';
import type { Profile } from '#mapping/profile.ts';
import { readRole } from '#mapping/role.ts';
import type { JsonObject } from '#scim/json.ts';

export interface UserBody {
  /** In the product's spelling. */
  readonly role: string | undefined;
  readonly appFields: JsonObject;
  /** Under the product's names; null empties a field. */
  readonly fields: JsonObject;
}

type Entry = v.GenericSchema<unknown, unknown>;

/** @throws {Problem} 400 naming each field that the profile does not have, or not like that. */
export function readUserBody(profile: Profile, request: AdminRequest): UserBody {
  const body = readBody(bodySchema(profile), request) as Record<string, unknown>;
  const { role, appFields = {}, ...fields } = body;
  return {
    role: role === undefined ? undefined : requireRole(profile, role),
    appFields: appFields as JsonObject,
    fields: fields as JsonObject,
  };
}

function bodySchema({ fields }: Profile) {
  const entries = Object.fromEntries(fields.map((field) => [field.name, entryOf(field)]));
  return v.strictObject({
    ...entries,
    active: v.optional(v.boolean()),
    role: v.optional(v.string()),
    appFields: v.optional(anObject),
  });
}

function entryOf({ steps }: Field): Entry {
  const type = steps.at(-1)?.type;
  if (type === 'boolean') return v.optional(v.nullable(v.boolean()));
  if (type === 'integer' || type === 'decimal') return v.optional(v.nullable(v.number()));
  return v.optional(v.nullable(v.string()));
}

/** @throws {Problem} 400 for a role that the profile does not have. */
export function requireRole(profile: Profile, text: unknown): string {
  const role = readRole(profile, text);
  if (role !== undefined) return role;
  const values = profile.roles?.values ?? [];
  const detail =
    values.length === 0
      ? 'the profile of this workspace has no roles'
      : `must be one of ${values.join(', ')}`;
  throw badRequest('there is no such role', [{ pointer: '/role', detail }]);
}
