import { deletionRecord } from '#activity/record.ts';
import { type AdminRequest, type AdminResult, checkVersion } from '#administration/exchange.ts';
import type { UserAdministrationPorts } from '#administration/ports.ts';
import { requirePerson } from '#administration/users/render-user.ts';
import { checkDelete } from '#administration/users/user-rules.ts';
import type { Work } from '#directory/activity-record.ts';
import { untilDecided } from '#directory/until-decided.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { deactivated } from '#mapping/decide-user.ts';
import { eventPerson } from '#mapping/product-user.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { withRole } from '#mapping/role.ts';

/**
 * DELETE /admin/workspaces/{ws}/users/{id}: 204, again and again. Of a user with groups the groups are
 * told in the background.
 *
 * @throws {Problem} 404; 409 for one that the identity provider manages; 412.
 * @throws {TryAgain} where the attempts outlast the request.
 */
export async function deleteUser(
  ports: UserAdministrationPorts,
  context: WorkspaceContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const profile = profileNamed(context.workspace.profile);
  return untilDecided(ports, context, async () => {
    const known = await requirePerson(ports.people, context, request.parameters.id);
    if (known.deletedAt !== undefined) return { kind: 'deleted' };
    checkVersion(request, known.user.version);
    checkDelete(context.workspace.settings, known.user);
    const user = withRole(profile, known.user);
    const record = deletionRecord(
      ports,
      context,
      user,
      eventPerson(profile, user),
      workAfter(user),
    );
    const { kind } = await ports.users.remove(context, user, deactivated(user), record);
    return kind === 'done' ? { kind: 'deleted' } : undefined;
  });
}

function workAfter({ id, groupIds }: User): Work | undefined {
  if (groupIds.size === 0) return undefined;
  return { kind: 'forgetUser', userId: id, groupIds: [...groupIds] };
}
