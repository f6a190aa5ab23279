/** Operations on the values of a multi-valued attribute, RFC 7644 §3.5.2. */

import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { merge } from '#scim/patch/merge.ts';
import type {
  Changes,
  ListOperation,
  PatchOp,
  SelectedOperation,
  Selection,
} from '#scim/patch/operation.ts';
import {
  append,
  checkCount,
  isPrimary,
  mergeRepeated,
  type Values,
  withoutListed,
} from '#scim/plural-values.ts';
import { type Attribute, attributeNamed } from '#scim/schema/attribute.ts';
import { noTarget } from '#scim/scim-error.ts';

/**
 * `emails`, as a whole; a `remove` with a value removes exactly what that lists.
 *
 * @returns undefined where no value is left.
 */
export function applyToList(
  { attribute, op, values }: ListOperation,
  existing: Values,
): Values | undefined {
  if (op === 'replace') {
    checkCount(attribute, values ?? []);
    return values;
  }
  if (op === 'remove') return values && withoutListed(attribute, existing, values);
  return addValues(attribute, existing, values ?? []);
}

/**
 * `emails[type eq "work"]`, `emails[type eq "work"].value`, `emails.value`.
 *
 * @throws {ScimError} `noTarget` (400).
 */
export function applyToSelected(operation: SelectedOperation, existing: Values): Values {
  const { attribute, changes } = operation;
  const isSelected = existing.map(matcher(operation, existing));
  if (!isSelected.includes(true)) {
    const unassigns =
      changes === undefined || Object.values(changes).every((part) => part === null);
    return unassigns ? existing : create(operation, changes, existing);
  }
  if (changes === undefined) return existing.filter((_, index) => !isSelected[index]);
  const changed = changeSelected(operation, changes, existing, isSelected);
  return changesIdentity(attribute, changes) ? mergeRepeated(attribute, changed) : changed;
}

/** Without a filter the path means the only value there is. */
function matcher({ attribute, selection }: SelectedOperation, existing: Values) {
  if (selection !== undefined) return (value: Json) => selection.matches(asObject(value));
  if (existing.length > 1) {
    throw noTarget(`${attribute.name} has several values: choose one with a filter`);
  }
  return () => true;
}

function create(
  { attribute, op, selection }: SelectedOperation,
  changes: Changes,
  existing: Values,
): Values {
  const template = selection === undefined ? {} : templateFor(op, selection);
  if (template === undefined) {
    throw noTarget(`no value of ${attribute.name} matches the filter of the path`);
  }
  return addValues(attribute, existing, [merge(template, changes)]);
}

/** `add` makes every value that its filter describes; `replace` those that Entra means to be there. */
function templateFor(op: PatchOp, { template, hasKnownType }: Selection): JsonObject | undefined {
  return op === 'add' || hasKnownType ? template : undefined;
}

function changeSelected(
  { op, partial }: SelectedOperation,
  changes: Changes,
  existing: Values,
  isSelected: readonly boolean[],
): Values {
  const wholly = op === 'replace' && !partial;
  const changed = existing.map((value, index) =>
    isSelected[index] ? merge(wholly ? {} : asObject(value), changes) : value,
  );
  const isSaid = changes.primary === true;
  const takesPrimary = changed.some(
    (value, index) =>
      isSelected[index] && isPrimary(value) && (isSaid || !isPrimary(existing[index])),
  );
  if (!takesPrimary) return changed;
  return changed.map((value, index) => (isSelected[index] ? value : withoutPrimary(value)));
}

/** Whether two values may have become one. */
function changesIdentity({ subAttributes = [] }: Attribute, changes: Changes): boolean {
  const hasValue = attributeNamed(subAttributes, 'value') !== undefined;
  return !hasValue || 'value' in changes || 'type' in changes;
}

/** A value that is there already is extended (§3.5.2.1), a new primary becomes the only one. */
function addValues(attribute: Attribute, existing: Values, added: Values): Values {
  const kept = added.some(isPrimary) ? existing.map(withoutPrimary) : existing;
  const values = append(attribute, kept, added);
  checkCount(attribute, values);
  return values;
}

/** An explicit `primary: false`, as §3.5.2 asks where another value becomes primary. */
function withoutPrimary(value: Json): Json {
  return isObject(value) && value.primary === true ? { ...value, primary: false } : value;
}

function asObject(value: Json): JsonObject {
  return isObject(value) ? value : { value };
}
