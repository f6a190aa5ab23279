import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { changeGroup } from '#provisioning/groups/change-group.ts';
import { readGroupBody } from '#provisioning/groups/group-request.ts';
import type { ChangeGroupPorts } from '#provisioning/ports.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';

/**
 * PUT /Groups/{id} (RFC 7644 §3.5.1): 200 and the group. What the body leaves out is cleared, but for
 * `members`: a client that cannot know them all must not empty the group.
 *
 * @throws {ScimError} 400 (`invalidValue`, `tooMany`), 404, 409 `uniqueness`, 412.
 */
export async function replaceGroup(
  ports: ChangeGroupPorts,
  context: WorkspaceContext,
  request: ScimRequest,
): Promise<ScimResult> {
  const { projection, resource, ignored, members } = readGroupBody(request);
  return changeGroup(ports, context, request, {
    change: 'replace',
    projection,
    apply: () => resource,
    membership: {
      steps: members === undefined ? [] : [{ kind: 'replace', ids: members.ids }],
      hasStrangers: members?.hasStrangers ?? false,
    },
    ignored,
  });
}
