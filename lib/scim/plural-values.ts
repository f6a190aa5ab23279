/** The values of a multi-valued attribute: which are the same, which say nothing (RFC 7643 §2.4). */

import { comparisonKey } from '#scim/filter/compare.ts';
import { equalJson, isObject, type Json } from '#scim/json.ts';
import { type Attribute, attributeNamed } from '#scim/schema/attribute.ts';

export type Values = readonly Json[];

/** A value that says nothing beyond what it is for. */
const EMPTY_SHELL: ReadonlySet<string> = new Set(['type', 'primary', 'display']);

/** Values never change, so what identifies one is worked out once however many operations follow. */
const identities = new WeakMap<object, string>();

export function isEmptyShell(value: Json): boolean {
  return isObject(value) && Object.keys(value).every((name) => EMPTY_SHELL.has(name));
}

/**
 * Merges values of the same `type` and `value` into the first of them: a service provider must not
 * return such a pair twice.
 */
export function mergeRepeated(attribute: Attribute, values: Values): Values {
  const merged = new Map<string, Json>();
  for (const value of values) {
    const key = identity(attribute, value);
    const earlier = merged.get(key);
    merged.set(key, earlier === undefined ? value : mergeInto(earlier, value));
  }
  return merged.size === values.length ? values : [...merged.values()];
}

/** Leaves out the values that `listed` names, each by the sub-attributes that it gives. */
export function withoutListed(attribute: Attribute, values: Values, listed: Values): Values {
  const patterns = new Map<string, Set<string>>();
  for (const value of listed) {
    const names = isObject(value) ? Object.keys(value).sort() : [];
    const keys = patterns.get(names.join()) ?? new Set();
    patterns.set(names.join(), keys.add(keyBy(attribute, value, names)));
  }
  return values.filter((value) =>
    [...patterns].every(([names, keys]) => !keys.has(keyBy(attribute, value, names.split(',')))),
  );
}

function mergeInto(earlier: Json, later: Json): Json {
  if (!isObject(earlier) || !isObject(later) || equalJson(earlier, later)) return earlier;
  return { ...earlier, ...later, value: earlier.value as Json };
}

/** `type` and `value`, or all of a value that has no `value`. */
function identity(attribute: Attribute, value: Json): string {
  if (!isObject(value)) return JSON.stringify(value);
  const known = identities.get(value);
  if (known !== undefined) return known;
  const names = value.value === undefined ? Object.keys(value).sort() : ['type', 'value'];
  const key = keyBy(attribute, value, names);
  identities.set(value, key);
  return key;
}

/** The value as far as `names` go, in the form in which the schema compares it. */
function keyBy({ subAttributes = [] }: Attribute, value: Json, names: readonly string[]): string {
  if (!isObject(value)) return JSON.stringify(value);
  const parts = names.map((name) => {
    const part = value[name];
    const subAttribute = attributeNamed(subAttributes, name);
    return part === undefined || subAttribute === undefined
      ? []
      : [comparisonKey(subAttribute)(part)];
  });
  return JSON.stringify([names, parts]);
}
