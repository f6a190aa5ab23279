/** Operations on the values of a multi-valued attribute, RFC 7644 §3.5.2. */

import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { merge } from '#scim/patch/merge.ts';
import type { Changes, PatchOp, PatchOperation, Selection } from '#scim/patch/operation.ts';
import { mergeRepeated, type Values, withoutListed } from '#scim/plural-values.ts';
import type { Attribute } from '#scim/schema/attribute.ts';
import { ScimError } from '#scim/scim-error.ts';

type ListOperation = Extract<PatchOperation, { kind: 'list' }>;
type SelectedOperation = Extract<PatchOperation, { kind: 'selected' }>;

/** Values that a request may pile up on the way; a stored resource has room for fewer. */
const MAX_VALUES = 10_000;

/**
 * `emails`, as a whole; a `remove` with a value removes exactly what that lists.
 *
 * @returns undefined where no value is left.
 */
export function applyToList(
  { attribute, op, values }: ListOperation,
  existing: Values,
): Values | undefined {
  if (op === 'replace') return values;
  if (op === 'remove') return values && withoutListed(attribute, existing, values);
  return addValues(attribute, existing, values ?? []);
}

/**
 * `emails[type eq "work"]`, `emails[type eq "work"].value`, `emails.value`.
 *
 * @throws {ScimError} `noTarget` (400).
 */
export function applyToSelected(operation: SelectedOperation, existing: Values): Values {
  const { attribute, op, partial, changes } = operation;
  const matches = matcher(operation, existing);
  if (!existing.some(matches)) {
    const unassigns =
      changes === undefined || Object.values(changes).every((part) => part === null);
    return unassigns ? existing : create(operation, changes, existing);
  }
  if (changes === undefined) return existing.filter((value) => !matches(value));
  const takesPrimary = changes.primary === true;
  const wholly = op === 'replace' && !partial;
  const changed = existing.map((value) => {
    if (matches(value)) return merge(wholly ? {} : asObject(value), changes);
    return takesPrimary ? withoutPrimary(value) : value;
  });
  return mergeRepeated(attribute, changed);
}

/** Without a filter the path means the only value there is. */
function matcher({ attribute, selection }: SelectedOperation, existing: Values) {
  if (selection !== undefined) return (value: Json) => selection.matches(asObject(value));
  if (existing.length > 1) {
    throw ScimError.noTarget(`${attribute.name} has several values: choose one with a filter`);
  }
  return () => true;
}

function create(
  { attribute, op, selection }: SelectedOperation,
  changes: Changes,
  existing: Values,
) {
  const template = selection === undefined ? {} : templateFor(op, selection);
  if (template === undefined) {
    throw ScimError.noTarget(`no value of ${attribute.name} matches the filter of the path`);
  }
  return addValues(attribute, existing, [merge(template, changes)]);
}

/** `add` makes every value that its filter describes; `replace` those that Entra means to be there. */
function templateFor(op: PatchOp, { template, hasKnownType }: Selection): JsonObject | undefined {
  return op === 'add' || hasKnownType ? template : undefined;
}

/** A value that is there already is merged into (§3.5.2.1), a new primary becomes the only one. */
function addValues(attribute: Attribute, existing: Values, added: Values): Values {
  if (existing.length + added.length > MAX_VALUES) {
    throw ScimError.invalidValue(`${attribute.name} has too many values`, attribute.name);
  }
  const takesPrimary = added.some((value) => asObject(value).primary === true);
  const kept = takesPrimary ? existing.map(withoutPrimary) : existing;
  return mergeRepeated(attribute, [...kept, ...added]);
}

/** An explicit `primary: false`, as §3.5.2 asks where another value becomes primary. */
function withoutPrimary(value: Json): Json {
  return isObject(value) && value.primary === true ? { ...value, primary: false } : value;
}

function asObject(value: Json): JsonObject {
  return isObject(value) ? value : { value };
}
