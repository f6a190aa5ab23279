import type { AttrPath } from '#scim/attr-path.ts';
import type { Filter } from '#scim/filter/ast.ts';
import { findAttribute, type ResourceSchemas } from '#scim/schema/schema.ts';

/**
 * What a filter over several resource types asks of one of them (RFC 7644 §3.4.2.1): an attribute that
 * only another type has counts as one without a value. One that no type has stays, to be refused.
 *
 * @param own the schemas of the type.
 * @param other those of the other type.
 * @returns a boolean where the answer is the same for every resource of the type.
 */
export function withinType(
  own: ResourceSchemas,
  other: ResourceSchemas,
  filter: Filter,
): Filter | boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return joined(
        filter,
        withinType(own, other, filter.left),
        withinType(own, other, filter.right),
      );
    case 'not': {
      const operand = withinType(own, other, filter.operand);
      return typeof operand === 'boolean' ? !operand : { ...filter, operand };
    }
    case 'compare': {
      if (!isForeign(own, other, filter.attrPath)) return filter;
      // `ne` is true of an attribute without a value, and `eq null` asks for one.
      return filter.compareOp === (filter.compValue === null ? 'eq' : 'ne');
    }
    default:
      return isForeign(own, other, filter.attrPath) ? false : filter;
  }
}

function joined(
  filter: Extract<Filter, { kind: 'and' | 'or' }>,
  left: Filter | boolean,
  right: Filter | boolean,
): Filter | boolean {
  const decides = filter.kind === 'or';
  if (left === decides || right === decides) return decides;
  if (typeof left === 'boolean') return right;
  return typeof right === 'boolean' ? left : { ...filter, left, right };
}

function isForeign(own: ResourceSchemas, other: ResourceSchemas, path: AttrPath): boolean {
  return findAttribute(own, path) === undefined && findAttribute(other, path) !== undefined;
}
