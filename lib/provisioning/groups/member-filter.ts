/** Filters on the members of a group: a key leads to each bucket that they need. */

import { bucketOf } from '#directory/membership.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { QueryGroupPorts } from '#provisioning/ports.ts';
import type { CompValue, Filter } from '#scim/filter/ast.ts';
import { mentions } from '#scim/filter/mentions.ts';
import { requiredValues } from '#scim/filter/required-values.ts';
import { GROUP_SCHEMAS } from '#scim/schema/core-group.ts';
import { invalidFilter, type ScimError } from '#scim/scim-error.ts';

/**
 * The users whom a filter asks about: `members.value eq "…"`, `members[value eq "…"]`.
 *
 * @throws {ScimError} `invalidFilter` (400) for any other filter on members: it would need all of them.
 */
export function membersAskedFor(filter: Filter): readonly string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [...membersAskedFor(filter.left), ...membersAskedFor(filter.right)];
    case 'not':
      return membersAskedFor(filter.operand);
    case 'present':
    case 'compare':
    case 'valuePath': {
      if (!mentions(GROUP_SCHEMAS, filter, 'members')) return [];
      const values = valuesIn(filter);
      if (values === undefined || values.some((value) => value === null)) throw notAnswerable();
      return values.map(String);
    }
  }
}

export function notAnswerable(): ScimError {
  return invalidFilter(
    'members can be compared by members.value eq alone, or with id, displayName or externalId under and',
  );
}

/** For each of the groups, who of these users is a member. */
export async function membersAmong(
  { groups }: QueryGroupPorts,
  context: WorkspaceContext,
  groupIds: readonly string[],
  userIds: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const members: string[][] = groupIds.map(() => []);
  for (const userId of new Set(userIds)) {
    const buckets = await groups.bucketInEach(context, groupIds, bucketOf(userId));
    for (const [index, { memberIds }] of buckets.entries()) {
      if (memberIds.has(userId)) members[index]?.push(userId);
    }
  }
  return members;
}

function valuesIn(
  filter: Extract<Filter, { kind: 'present' | 'compare' | 'valuePath' }>,
): readonly CompValue[] | undefined {
  if (filter.kind === 'present') return undefined;
  if (filter.kind === 'valuePath') return requiredValues(filter.valFilter);
  const { attrPath, compareOp, compValue } = filter;
  const isValue = (attrPath.subAttr ?? 'value').toLowerCase() === 'value';
  return isValue && compareOp === 'eq' ? [compValue] : undefined;
}
