/** Finds the key look-up in a filter: what identity providers ask must not cost a walk. */

import type { GroupLookUp } from '#directory/group.ts';
import type { LookUp } from '#directory/user.ts';
import type { AttrPath } from '#scim/attr-path.ts';
import type { Filter } from '#scim/filter/ast.ts';
import { requiredValues } from '#scim/filter/required-values.ts';
import { fold } from '#scim/fold.ts';
import { findAttribute, pathOf, type ResourceSchemas } from '#scim/schema/schema.ts';

interface Found<By> {
  readonly by: By;
  readonly value: string;
}

interface Keys<By> {
  /** By path; best first: what one resource can have before what several may share. */
  readonly byPath: ReadonlyMap<string, By>;
  /** Those that are compared without regard to case. */
  readonly folded: readonly By[];
}

const USER_KEYS: Keys<LookUp['by']> = {
  byPath: new Map([
    ['id', 'id'],
    ['userName', 'userName'],
    ['externalId', 'externalId'],
    ['emails', 'email'],
    ['emails.value', 'email'],
  ]),
  folded: ['userName', 'email'],
};

const GROUP_KEYS: Keys<GroupLookUp['by'] | 'member'> = {
  byPath: new Map([
    ['id', 'id'],
    ['displayName', 'displayName'],
    ['externalId', 'externalId'],
    ['members', 'member'],
    ['members.value', 'member'],
  ]),
  folded: ['displayName'],
};

/**
 * A look-up whose result holds every user that the filter can be true of: an `eq` on `id`, `userName`,
 * `externalId` or an e-mail, alone or under `and`. Each candidate must still be tested.
 *
 * @returns undefined where only a walk can answer.
 */
export function planLookUp(schemas: ResourceSchemas, filter: Filter): LookUp | undefined {
  return plan(USER_KEYS, schemas, filter);
}

/** The same for groups: an `eq` on `id`, `displayName`, `externalId` or a member. */
export function planGroupLookUp(
  schemas: ResourceSchemas,
  filter: Filter,
): GroupLookUp | Found<'member'> | undefined {
  return plan(GROUP_KEYS, schemas, filter) as GroupLookUp | Found<'member'> | undefined;
}

function plan<By>(keys: Keys<By>, schemas: ResourceSchemas, filter: Filter): Found<By> | undefined {
  switch (filter.kind) {
    case 'and': {
      const [left, right] = [plan(keys, schemas, filter.left), plan(keys, schemas, filter.right)];
      return better(keys, left, right);
    }
    case 'compare':
      if (filter.compareOp !== 'eq') return undefined;
      return lookUp(keys, pathIn(schemas, filter.attrPath), filter.compValue);
    case 'valuePath': {
      const [value, ...others] = requiredValues(filter.valFilter) ?? [];
      if (others.length > 0) return undefined;
      return lookUp(keys, `${pathIn(schemas, filter.attrPath)}.value`, value);
    }
    case 'or':
    case 'not':
    case 'present':
      return undefined;
  }
}

function better<By>({ byPath }: Keys<By>, a: Found<By> | undefined, b: Found<By> | undefined) {
  if (a === undefined || b === undefined) return a ?? b;
  const order = [...byPath.values()];
  return order.indexOf(b.by) < order.indexOf(a.by) ? b : a;
}

function pathIn(schemas: ResourceSchemas, attrPath: AttrPath): string {
  return pathOf(findAttribute(schemas, attrPath) ?? []);
}

/** `eq null` asks for absence, which no key leads to. */
function lookUp<By>({ byPath, folded }: Keys<By>, path: string, compValue: unknown) {
  const by = byPath.get(path);
  const isKey = typeof compValue === 'string' || typeof compValue === 'number';
  if (by === undefined || !isKey) return undefined;
  const text = String(compValue);
  return { by, value: folded.includes(by) ? fold(text) : text };
}
