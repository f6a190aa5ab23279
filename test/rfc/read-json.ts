/** What stands as JSON in the text of the RFCs: extracted once, without page breaks. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { JsonObject } from '#scim/json.ts';

/** RFC 7643 §8.7.1: the schemas of User, Group and EnterpriseUser. */
export const RFC_SCHEMAS: readonly JsonObject[] = readJson('rfc7643-schemas.json');

interface RfcUsers {
  /** §8.1 */
  readonly minimal: JsonObject;
  /** §8.2 */
  readonly full: JsonObject;
  /** §8.3 */
  readonly enterprise: JsonObject;
}

/** The users of RFC 7643 §8. */
export const RFC_USERS: RfcUsers = readJson('rfc7643-users.json');

function readJson<Content>(name: string): Content {
  return JSON.parse(readFileSync(resolve(import.meta.dirname, name), 'utf8'));
}
