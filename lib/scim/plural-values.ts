/** The values of a multi-valued attribute: which are the same, which say nothing (RFC 7643 §2.4). */

import { comparisonKey } from '#scim/filter/compare.ts';
import { equalJson, isObject, type Json, type JsonObject } from '#scim/json.ts';
import { type Attribute, attributeNamed } from '#scim/schema/attribute.ts';
import { invalidValue } from '#scim/scim-error.ts';

export type Values = readonly Json[];

/** Values of one attribute: more than any user has, few enough for a thousand operations on them. */
export const MAX_VALUES = 1000;

const PRIMARY = 'primary';
const IDENTITY = ['type', 'value'];

/** A value that says nothing beyond what it is for. */
const EMPTY_SHELL: ReadonlySet<string> = new Set(['type', PRIMARY, 'display']);

/** Values never change, so what identifies one is worked out once however many operations follow. */
const identities = new WeakMap<object, string>();

export function isEmptyShell(value: Json): boolean {
  return isObject(value) && Object.keys(value).every((name) => EMPTY_SHELL.has(name));
}

/** Whether it is the preferred value; an empty shell, which is dropped in the end, never is. */
export function isPrimary(value: Json | undefined): boolean {
  return isObject(value) && value.primary === true && !isEmptyShell(value);
}

/** @throws {ScimError} `invalidValue` (400) for more than `MAX_VALUES`. */
export function checkCount({ name }: Attribute, values: Values): void {
  if (values.length > MAX_VALUES) {
    throw invalidValue(`${name} may have ${MAX_VALUES} values at the most`, name);
  }
}

/**
 * Merges values of the same `type` and `value` into the first of them: a service provider must not
 * return such a pair twice. What two have become is primary if either was.
 */
export function mergeRepeated(attribute: Attribute, values: Values): Values {
  if (values.length < 2) return values;
  return combine(attribute, values, (earlier, later) => {
    const merged = extend(earlier, later);
    const wasPrimary = isObject(merged) && isPrimary(earlier);
    return wasPrimary ? { ...merged, primary: true } : merged;
  });
}

/** Appends values; one that is there already is extended by what the new one says. */
export function append(attribute: Attribute, values: Values, added: Values): Values {
  return combine(attribute, [...values, ...added], extend);
}

/** Leaves out the values that `listed` names, each by the sub-attributes that it gives. */
export function withoutListed(attribute: Attribute, values: Values, listed: Values): Values {
  const patterns = new Map<string, Set<string>>();
  for (const value of listed) {
    const shape = shapeOf(value);
    const keys = patterns.get(shape) ?? new Set();
    patterns.set(shape, keys.add(keyBy(attribute, value, shape.split(','))));
  }
  return values.filter((value) =>
    [...patterns].every(([names, keys]) => !keys.has(keyBy(attribute, value, names.split(',')))),
  );
}

/** How many different sets of sub-attributes a list names its values by. */
export function countShapes(listed: Values): number {
  return new Set(listed.map(shapeOf)).size;
}

function shapeOf(value: Json): string {
  return isObject(value) ? Object.keys(value).sort().join() : '';
}

function combine(
  attribute: Attribute,
  values: Values,
  merge: (earlier: Json, later: Json) => Json,
): Values {
  const merged = new Map<string, Json>();
  for (const value of values) {
    const key = identity(attribute, value);
    const earlier = merged.get(key);
    merged.set(key, earlier === undefined ? value : merge(earlier, value));
  }
  return merged.size === values.length ? values : [...merged.values()];
}

/** The later says more, but does not change the spelling of the value. */
function extend(earlier: Json, later: Json): Json {
  if (!isObject(earlier) || !isObject(later) || equalJson(earlier, later)) return earlier;
  const { value } = earlier;
  return { ...earlier, ...later, ...(value !== undefined && { value }) };
}

/** `type` and `value`, or all but `primary` of a value that has no `value`. */
function identity(attribute: Attribute, value: Json): string {
  if (!isObject(value)) return JSON.stringify(value);
  const known = identities.get(value);
  if (known !== undefined) return known;
  const key = keyBy(attribute, value, value.value === undefined ? othersIn(value) : IDENTITY);
  identities.set(value, key);
  return key;
}

function othersIn(value: JsonObject): readonly string[] {
  return Object.keys(value)
    .filter((name) => name !== PRIMARY)
    .sort();
}

/**
 * The value as far as `names` go, in the form in which the schema compares it. Each part says how
 * long it is, so that no two lists of parts have one key.
 */
function keyBy({ subAttributes = [] }: Attribute, value: Json, names: readonly string[]): string {
  if (!isObject(value)) return JSON.stringify(value);
  let key = '';
  for (const name of names) {
    const part = value[name] ?? (name === PRIMARY ? false : undefined);
    const subAttribute = attributeNamed(subAttributes, name);
    if (part === undefined || subAttribute === undefined) continue;
    const text = String(comparisonKey(subAttribute)(part));
    key += `${name} ${text.length} ${text} `;
  }
  return key;
}
