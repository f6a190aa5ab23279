/** Finds the key look-up in a filter: what identity providers ask must not cost a walk. */

import type { LookUp } from '#directory/user.ts';
import type { AttrPath } from '#scim/attr-path.ts';
import type { Filter, ValFilter } from '#scim/filter/ast.ts';
import { fold } from '#scim/fold.ts';
import { findAttribute, pathOf, type ResourceSchemas } from '#scim/schema/schema.ts';

/** Best first: what one user can have before what several may share. */
const PREFERENCE: readonly LookUp['by'][] = ['id', 'userName', 'externalId', 'email'];

const LOOK_UPS: ReadonlyMap<string, LookUp['by']> = new Map([
  ['id', 'id'],
  ['userName', 'userName'],
  ['externalId', 'externalId'],
  ['emails', 'email'],
  ['emails.value', 'email'],
]);

/**
 * A look-up whose result holds every user that the filter can be true of: an `eq` on `id`, `userName`,
 * `externalId` or an e-mail, alone or under `and`. Each candidate must still be tested.
 *
 * @returns undefined where only a walk can answer.
 */
export function planLookUp(schemas: ResourceSchemas, filter: Filter): LookUp | undefined {
  switch (filter.kind) {
    case 'and':
      return better(planLookUp(schemas, filter.left), planLookUp(schemas, filter.right));
    case 'compare': {
      const by =
        filter.compareOp === 'eq' ? LOOK_UPS.get(pathIn(schemas, filter.attrPath)) : undefined;
      return by && lookUp(by, filter.compValue);
    }
    case 'valuePath': {
      if (LOOK_UPS.get(pathIn(schemas, filter.attrPath)) !== 'email') return undefined;
      return lookUp('email', requiredValue(filter.valFilter));
    }
    case 'or':
    case 'not':
    case 'present':
      return undefined;
  }
}

function better(a: LookUp | undefined, b: LookUp | undefined): LookUp | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return PREFERENCE.indexOf(b.by) < PREFERENCE.indexOf(a.by) ? b : a;
}

function pathIn(schemas: ResourceSchemas, attrPath: AttrPath): string {
  return pathOf(findAttribute(schemas, attrPath) ?? []);
}

/** What `value` must equal for the filter in the brackets to be true. */
function requiredValue(valFilter: ValFilter): unknown {
  if (valFilter.kind === 'and') {
    return requiredValue(valFilter.left) ?? requiredValue(valFilter.right);
  }
  const isValueEq =
    valFilter.kind === 'compare' &&
    valFilter.compareOp === 'eq' &&
    valFilter.attrPath.attrName.toLowerCase() === 'value';
  return isValueEq ? valFilter.compValue : undefined;
}

/** `eq null` asks for absence, which no key leads to. */
function lookUp(by: LookUp['by'], compValue: unknown): LookUp | undefined {
  if (typeof compValue !== 'string' && typeof compValue !== 'number') return undefined;
  const text = String(compValue);
  return { by, value: by === 'userName' || by === 'email' ? fold(text) : text };
}
