/** What a product keeps of a user in its app: set by admins, never by SCIM. */

import type { JsonObject } from '#scim/json.ts';

/** Bytes of `appFields` as JSON in UTF-8. */
export const MAX_APP_FIELDS_BYTES = 10 * 1024;

export interface AppField {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'number' | 'strings';
  readonly description: string;
  /** Whether events carry it. */
  readonly inEvents: boolean;
}

/** The app-owned fields that events carry; null for one that is not set. */
export function appFieldsForEvents(fields: readonly AppField[], set: JsonObject): JsonObject {
  return Object.fromEntries(
    fields.filter(({ inEvents }) => inEvents).map(({ name }) => [name, set[name] ?? null]),
  );
}

/**
 * The fields after an edit: those it names change, null clears one, the others stay.
 *
 * @returns what is wrong with `appFields` where the edit cannot be: an unknown field, a wrong type, too large.
 */
export function editAppFields(
  fields: readonly AppField[],
  before: JsonObject,
  edit: JsonObject,
): JsonObject | string {
  for (const [name, value] of Object.entries(edit)) {
    const field = fields.find((candidate) => candidate.name === name);
    if (field === undefined) return unknownField(fields);
    if (value !== null && !ACCEPTS[field.type](value)) {
      return `${field.name} must be ${ARTICLED[field.type]}, or null to clear it`;
    }
  }
  const merged = Object.entries({ ...before, ...edit }).filter(([, value]) => value !== null);
  const after = Object.fromEntries(merged);
  return Buffer.byteLength(JSON.stringify(after)) > MAX_APP_FIELDS_BYTES
    ? `may have ${MAX_APP_FIELDS_BYTES} bytes as JSON at the most`
    : after;
}

const ACCEPTS: Readonly<Record<AppField['type'], (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  strings: (value) => Array.isArray(value) && value.every((entry) => typeof entry === 'string'),
};

const ARTICLED: Readonly<Record<AppField['type'], string>> = {
  string: 'a string',
  boolean: 'true or false',
  number: 'a number',
  strings: 'a list of strings',
};

function unknownField(fields: readonly AppField[]): string {
  const names = fields.map(({ name }) => name).join(', ');
  return `has a name that there is not: the profile has ${names || 'none'}`;
}
