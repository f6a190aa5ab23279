import { deletionRecord } from '#activity/record.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { deactivated } from '#mapping/decide-user.ts';
import { eventPerson } from '#mapping/product-user.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { withRole } from '#mapping/role.ts';
import { leaveGroups } from '#provisioning/groups/leave-groups.ts';
import { forgetUser } from '#provisioning/groups/project-user-removal.ts';
import { beginWork, recordsOf } from '#provisioning/groups/work.ts';
import type { DeleteUserPorts } from '#provisioning/ports.ts';
import { untilWritten } from '#provisioning/until-written.ts';
import { requireUser, userNotFound } from '#provisioning/users/user-request.ts';
import { checkPreconditions } from '#scim/etag.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';

/**
 * DELETE /Users/{id} (RFC 7644 §3.6): 204. The user is gone for SCIM and the userName is free again;
 * a later POST makes a new id. Memberships end with the user.
 *
 * @throws {ScimError} 404, 412.
 * @throws {TryAgain} where the attempts outlast the request.
 */
export async function deleteUser(
  ports: DeleteUserPorts,
  context: WorkspaceContext,
  { id, preconditions }: ScimRequest,
): Promise<ScimResult> {
  const profile = profileNamed(context.workspace.profile);
  return untilWritten(ports, context, preconditions, async () => {
    const user = withRole(profile, await requireUser(ports, context, id));
    checkPreconditions(preconditions, user.version);
    const { memberships, work } = await leaveGroups(ports, context, user);
    const record = deletionRecord(ports, context, user, eventPerson(profile, user), work);
    const remains = deactivated(user);
    const { kind } = await ports.users.remove(context, user, remains, record, memberships);
    if (kind === 'done') {
      await beginWork(ports, context, async (inTime) => {
        for (const left of recordsOf('forgetUser', [record])) {
          await forgetUser(ports, inTime, left);
        }
      });
      return { kind: 'deleted' };
    }
    if (kind === 'gone') throw userNotFound();
    return undefined;
  });
}
