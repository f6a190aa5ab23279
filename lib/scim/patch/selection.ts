/** `[type eq "work"]` in a path: which values it selects, and which it describes (RFC 7644 §3.5.2). */

import type { ValFilter } from '#scim/filter/ast.ts';
import { compileValFilter } from '#scim/filter/evaluate.ts';
import { requiredValues } from '#scim/filter/required-values.ts';
import { fold } from '#scim/fold.ts';
import type { Json, JsonObject } from '#scim/json.ts';
import { normaliseValue } from '#scim/normalise.ts';
import type { Selection } from '#scim/patch/operation.ts';
import { type Attribute, attributeNamed } from '#scim/schema/attribute.ts';
import { invalidPath } from '#scim/scim-error.ts';

/** @throws {ScimError} `invalidPath` (400) where the attribute cannot be compared like that. */
export function readSelection(attribute: Attribute, valFilter: ValFilter): Selection {
  const matches = compileValFilter(attribute, valFilter, invalidPath);
  const described = describedValue(attribute, valFilter);
  const template = described && matches(described) ? described : undefined;
  const terms = termsOf(valFilter);
  const values = requiredValues(valFilter);
  return { matches, terms, template, hasKnownType: hasKnownType(attribute, template), values };
}

function termsOf(valFilter: ValFilter): number {
  switch (valFilter.kind) {
    case 'and':
    case 'or':
      return termsOf(valFilter.left) + termsOf(valFilter.right);
    case 'not':
      return termsOf(valFilter.operand);
    case 'present':
    case 'compare':
      return 1;
  }
}

/** The value that makes the filter true: only `eq` terms joined by `and`, none of them on `value`. */
function describedValue(attribute: Attribute, valFilter: ValFilter): JsonObject | undefined {
  if (valFilter.kind === 'and') {
    const left = describedValue(attribute, valFilter.left);
    const right = describedValue(attribute, valFilter.right);
    return left && right && { ...left, ...right };
  }
  if (valFilter.kind !== 'compare' || valFilter.compareOp !== 'eq') return undefined;
  const subAttribute = attributeNamed(attribute.subAttributes ?? [], valFilter.attrPath.attrName);
  if (subAttribute === undefined || subAttribute.name === 'value') return undefined;
  const value: Json | undefined = normaliseValue(subAttribute, valFilter.compValue, [attribute]);
  return value === undefined ? undefined : { [subAttribute.name]: value };
}

function hasKnownType(
  { subAttributes = [] }: Attribute,
  template: JsonObject | undefined,
): boolean {
  if (typeof template?.type !== 'string') return false;
  const known = attributeNamed(subAttributes, 'type')?.canonicalValues ?? [];
  return known.some((type) => fold(type) === fold(String(template.type)));
}
