/** `sortBy` and `sortOrder`, RFC 7644 §3.4.2.3. */

import { parseAttrPath } from '#scim/attr-path.ts';
import { comparisonKey } from '#scim/filter/compare.ts';
import { valuesAt } from '#scim/filter/evaluate.ts';
import { isObject, type JsonObject } from '#scim/json.ts';
import { type Attribute, attributeNamed } from '#scim/schema/attribute.ts';
import { type AttributeSteps, findAttribute, type ResourceSchemas } from '#scim/schema/schema.ts';
import { invalidValue } from '#scim/scim-error.ts';

type SortKey = string | number | boolean | undefined;

/** Compares two resources; those without a value come last, or first where the order descends. */
export type Order = (a: JsonObject, b: JsonObject) => number;

/**
 * @param sortBy an attribute; of a multi-valued one the primary value counts, or else the first.
 * @param sortOrder `ascending`, the default, or `descending`, in any case.
 * @returns undefined where no order is asked for.
 * @throws {ScimError} `invalidValue` (400) for an attribute that cannot be sorted by.
 */
export function readOrder(
  schemas: ResourceSchemas,
  sortBy: string | undefined,
  sortOrder: string | undefined,
): Order | undefined {
  if (sortBy === undefined || sortBy === '') return undefined;
  const direction = readDirection(sortOrder || 'ascending');
  const key = sortKey(simpleSteps(schemas, sortBy));
  return (a, b) => direction * compareKeys(key(a), key(b));
}

function readDirection(sortOrder: string): 1 | -1 {
  const order = sortOrder.toLowerCase();
  if (order !== 'ascending' && order !== 'descending') {
    throw invalidValue('sortOrder must be ascending or descending');
  }
  return order === 'ascending' ? 1 : -1;
}

function simpleSteps(schemas: ResourceSchemas, sortBy: string): AttributeSteps {
  const path = parseAttrPath(sortBy.trim());
  const steps = path && findAttribute(schemas, path);
  const { subAttributes, returned } = steps?.at(-1) ?? {};
  const value = subAttributes && attributeNamed(subAttributes, 'value');
  if (steps === undefined || returned === 'never' || (subAttributes && value === undefined)) {
    throw invalidValue('sortBy must name an attribute with values that can be compared');
  }
  return value === undefined ? steps : [...steps, value];
}

function sortKey(steps: AttributeSteps): (resource: JsonObject) => SortKey {
  const key = comparisonKey(steps.at(-1) as Attribute);
  return (resource) => {
    const parents = valuesAt(resource, steps.slice(0, -1));
    const preferred = parents.find((parent) => isObject(parent) && parent.primary === true);
    const [value] = valuesAt((preferred ?? parents[0] ?? {}) as JsonObject, steps.slice(-1));
    return value === undefined ? undefined : key(value);
  };
}

function compareKeys(a: SortKey, b: SortKey): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}
