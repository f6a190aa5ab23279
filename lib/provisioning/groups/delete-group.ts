import { BUCKET_NUMBERS } from '#directory/membership.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { isConditional } from '#provisioning/groups/change-group.ts';
import { groupNotFound } from '#provisioning/groups/group-request.ts';
import { planChange } from '#provisioning/groups/plan-change.ts';
import { removeGroup } from '#provisioning/groups/project-group-removal.ts';
import { readGroup } from '#provisioning/groups/read-group.ts';
import { groupVersion } from '#provisioning/groups/render-group.ts';
import { beginWork, recordsOf } from '#provisioning/groups/work.ts';
import type { DeleteGroupPorts } from '#provisioning/ports.ts';
import { untilWritten } from '#provisioning/until-written.ts';
import { checkPreconditions } from '#scim/etag.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';

/**
 * DELETE /Groups/{id} (RFC 7644 §3.6): 204. The displayName is free again; memberships, and the roles
 * that the group granted, end at once or, of a large group, in the background.
 *
 * @throws {ScimError} 404, 412.
 * @throws {TryAgain} where the attempts outlast the request.
 */
export async function deleteGroup(
  ports: DeleteGroupPorts,
  context: WorkspaceContext,
  { id, preconditions }: ScimRequest,
): Promise<ScimResult> {
  const insists = isConditional(preconditions);
  const need = { numbers: insists ? BUCKET_NUMBERS : [], shows: false, insists, firstBucket: 0 };
  return untilWritten(ports, context, preconditions, async () => {
    const { group, buckets } = await readGroup(ports, context, id, need);
    if (insists) checkPreconditions(preconditions, groupVersion(group, buckets));
    const change = await planChange(ports, context, {
      operation: 'delete',
      before: group,
      changed: [],
      membership: { added: [], removed: [] },
      buckets,
      isConditional: insists,
      ignored: [],
      status: 204,
      work: { kind: 'removeGroup', groupId: group.id },
    });
    const { kind } = await ports.groups.change(context, change);
    if (kind === 'done') {
      await beginWork(ports, context, async (inTime) => {
        for (const record of recordsOf('removeGroup', change.records)) {
          await removeGroup(ports, inTime, record);
        }
      });
      return { kind: 'deleted' };
    }
    if (kind === 'gone') throw groupNotFound();
    return undefined;
  });
}
