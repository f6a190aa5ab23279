/** What a filter in brackets pins its values to, so that a key can lead to them. */

import type { CompValue, ValFilter } from '#scim/filter/ast.ts';

/**
 * What `value` must be one of for the filter to be true: `value eq "x"`, alone, under `and`, or on
 * both sides of an `or`.
 *
 * @returns undefined where the filter can be true of any value.
 */
export function requiredValues(valFilter: ValFilter): readonly CompValue[] | undefined {
  switch (valFilter.kind) {
    case 'and':
      return requiredValues(valFilter.left) ?? requiredValues(valFilter.right);
    case 'or': {
      const [left, right] = [requiredValues(valFilter.left), requiredValues(valFilter.right)];
      return left && right && [...left, ...right];
    }
    case 'compare': {
      const isValueEq =
        valFilter.compareOp === 'eq' && valFilter.attrPath.attrName.toLowerCase() === 'value';
      return isValueEq ? [valFilter.compValue] : undefined;
    }
    case 'not':
    case 'present':
      return undefined;
  }
}
