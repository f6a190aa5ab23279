import type { AdminRequest, AdminResult } from '#administration/exchange.ts';
import type { UserAdministrationPorts } from '#administration/ports.ts';
import { renderUser, requirePerson } from '#administration/users/render-user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/**
 * GET /admin/workspaces/{ws}/users/{id}: whoever it is, and who was deleted lately, with `deletedAt`.
 *
 * @throws {Problem} 404.
 */
export async function getUser(
  ports: Pick<UserAdministrationPorts, 'people' | 'groups'>,
  context: WorkspaceContext,
  { parameters }: AdminRequest,
): Promise<AdminResult> {
  const known = await requirePerson(ports.people, context, parameters.id);
  const body = await renderUser(ports, context, known);
  return { kind: 'document', body, version: known.user.version };
}
