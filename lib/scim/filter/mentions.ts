/** What a filter is about. */

import type { AttrPath } from '#scim/attr-path.ts';
import type { Filter } from '#scim/filter/ast.ts';
import { findAttribute, type ResourceSchemas } from '#scim/schema/schema.ts';

/** Whether a filter compares an attribute of the core schema, or a part of it. */
export function mentions(schemas: ResourceSchemas, filter: Filter, name: string): boolean {
  const isIt = (path: AttrPath) => findAttribute(schemas, path)?.[0].name === name;
  switch (filter.kind) {
    case 'and':
    case 'or':
      return mentions(schemas, filter.left, name) || mentions(schemas, filter.right, name);
    case 'not':
      return mentions(schemas, filter.operand, name);
    case 'compare':
    case 'present':
    case 'valuePath':
      return isIt(filter.attrPath);
  }
}
