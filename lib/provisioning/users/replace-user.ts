import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { hasRole, keepUnmentionedRole, mistakenForRole } from '#mapping/role-word.ts';
import type { ChangeUserPorts } from '#provisioning/ports.ts';
import { changeUser } from '#provisioning/users/change-user.ts';
import { readUserBody } from '#provisioning/users/user-request.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';

/**
 * PUT /Users/{id} (RFC 7644 §3.5.1): 200 and the user. What the body leaves out is cleared, but for
 * `active`, which stays: nobody is reactivated by accident.
 *
 * @throws {ScimError} 400 `invalidValue`, 404, 409 `uniqueness`, 412.
 */
export async function replaceUser(
  ports: ChangeUserPorts,
  context: WorkspaceContext,
  request: ScimRequest,
): Promise<ScimResult> {
  const profile = profileNamed(context.workspace.profile);
  const { projection, body, resource, ignored } = readUserBody(profile, request);
  return changeUser(ports, context, request, {
    change: 'replace',
    profile,
    projection,
    apply: (before) => keepUnmentionedRole(profile, body, resource, before),
    deprovisions: resource.active === false,
    sendsRole: hasRole(profile, resource),
    ignored: [...ignored, ...mistakenForRole(profile, resource)],
  });
}
