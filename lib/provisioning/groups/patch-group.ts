import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { changeGroup } from '#provisioning/groups/change-group.ts';
import { groupProjection } from '#provisioning/groups/group-request.ts';
import { takeMemberOperations } from '#provisioning/groups/read-membership.ts';
import type { ChangeGroupPorts } from '#provisioning/ports.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';
import type { JsonObject } from '#scim/json.ts';
import type { SimpleOperation } from '#scim/patch/operation.ts';
import { readPatchRequest } from '#scim/patch/patch-request.ts';
import { GROUP_SCHEMAS } from '#scim/schema/core-group.ts';

/**
 * PATCH /Groups/{id} (RFC 7644 §3.5.2): 200 and the group, without its members where there are more
 * than about a thousand. All of the operations or none.
 *
 * @throws {ScimError} 400 (`invalidSyntax`, `invalidPath`, `noTarget`, `mutability`, `invalidValue`,
 *   `tooMany`), 404, 409 `uniqueness`, 412.
 */
export async function patchGroup(
  ports: ChangeGroupPorts,
  context: WorkspaceContext,
  request: ScimRequest,
): Promise<ScimResult> {
  const projection = groupProjection(request);
  const { operations: all, ignored } = readPatchRequest(GROUP_SCHEMAS, request.body ?? null);
  const { operations, membership } = takeMemberOperations(all);
  return changeGroup(ports, context, request, {
    change: 'patch',
    projection,
    apply: (before) => operations.reduce(applyOwn, before),
    membership,
    ignored,
  });
}

/** Beside its members a group has a displayName and an externalId, of one value each. */
function applyOwn(group: JsonObject, { attribute: { name }, value }: SimpleOperation): JsonObject {
  const { [name]: _, ...others } = group;
  return value === undefined ? others : { ...group, [name]: value };
}
