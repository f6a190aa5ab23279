import type { AdminRequest, AdminResult } from '#administration/exchange.ts';
import type { UserAdministrationPorts } from '#administration/ports.ts';
import { renderUser, requirePerson } from '#administration/users/render-user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { profileNamed } from '#mapping/profiles/index.ts';

/**
 * GET /admin/workspaces/{ws}/users/{id}: whoever it is, and who was deleted lately, with `deletedAt`.
 *
 * @throws {Problem} 404.
 */
export async function getUser(
  { people }: Pick<UserAdministrationPorts, 'people'>,
  context: WorkspaceContext,
  { parameters }: AdminRequest,
): Promise<AdminResult> {
  const known = await requirePerson(people, context, parameters.id);
  const body = renderUser(profileNamed(context.workspace.profile), known);
  return { kind: 'document', body, version: known.user.version };
}
