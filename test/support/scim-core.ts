/** The protocol core on users, one call for what most of its tests do. */

import { expect } from '@jest/globals';
import { compileFilter } from '#scim/filter/evaluate.ts';
import { parseFilter } from '#scim/filter/parse.ts';
import type { Json, JsonObject } from '#scim/json.ts';
import { applyPatch } from '#scim/patch/apply.ts';
import { readPatchRequest } from '#scim/patch/patch-request.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { ENTERPRISE_USER } from '#scim/schema/enterprise-user.ts';
import { resourceSchemas } from '#scim/schema/schema.ts';
import type { ScimType } from '#scim/scim-error.ts';

/** What every profile has. */
export const USER_SCHEMAS = resourceSchemas('User', CORE_USER, [ENTERPRISE_USER]);
export const USER = CORE_USER.id;
export const ENTERPRISE = ENTERPRISE_USER.id;

/** The resource after one PATCH request with these operations. */
export function patch(resource: JsonObject, ...operations: readonly Json[]): JsonObject {
  const { operations: read } = readPatchRequest(USER_SCHEMAS, { Operations: operations });
  return applyPatch(USER_SCHEMAS, resource, read);
}

/** Whether a filter selects the resource. */
export function selects(filter: string, resource: JsonObject): boolean {
  return compileFilter(USER_SCHEMAS, parseFilter(filter))(resource);
}

/** What `toThrow` expects of a ScimError with this keyword. */
export function refusal(scimType: ScimType, detail?: RegExp) {
  return expect.objectContaining({
    name: 'ScimError',
    status: scimType === 'uniqueness' ? 409 : 400,
    scimType,
    ...(detail && { message: expect.stringMatching(detail) }),
  });
}
