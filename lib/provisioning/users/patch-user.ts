import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { mistakenForRoleIn, removeRoleEverywhere, sendsRole } from '#mapping/role-word.ts';
import type { ChangeUserPorts } from '#provisioning/ports.ts';
import { changeUser } from '#provisioning/users/change-user.ts';
import { requestedProjection } from '#provisioning/users/user-request.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';
import { applyPatch } from '#scim/patch/apply.ts';
import type { PatchOperation } from '#scim/patch/operation.ts';
import { readPatchRequest } from '#scim/patch/patch-request.ts';

/**
 * PATCH /Users/{id} (RFC 7644 §3.5.2): 200 and the user. All of the operations or none.
 *
 * @throws {ScimError} 400 (`invalidSyntax`, `invalidPath`, `noTarget`, `mutability`,
 *   `invalidValue`), 404, 409 `uniqueness`, 412.
 */
export async function patchUser(
  ports: ChangeUserPorts,
  context: WorkspaceContext,
  request: ScimRequest,
): Promise<ScimResult> {
  const profile = profileNamed(context.workspace.profile);
  const projection = requestedProjection(profile, request);
  const read = readPatchRequest(profile.schemas, request.body ?? null);
  const operations = removeRoleEverywhere(profile, read.operations);
  return changeUser(ports, context, request, {
    change: 'patch',
    profile,
    projection,
    apply: (before) => applyPatch(profile.schemas, before, operations),
    deprovisions: operations.some(setsInactive),
    sendsRole: operations.some((operation) => sendsRole(profile, operation)),
    ignored: [...read.ignored, ...mistakenForRoleIn(profile, operations)],
  });
}

function setsInactive(operation: PatchOperation): boolean {
  return (
    operation.kind === 'simple' &&
    operation.extension === undefined &&
    operation.attribute.name === 'active' &&
    operation.value === false
  );
}
