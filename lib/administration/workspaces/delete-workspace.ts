import * as v from 'valibot';
import { changeRecord } from '#activity/record.ts';
import { workspaceDeleted } from '#activity/workspace-events.ts';
import {
  type AdminRequest,
  type AdminResult,
  checkVersion,
  readBody,
} from '#administration/exchange.ts';
import type { WorkspacePorts } from '#administration/ports.ts';
import { badRequest, changedMeanwhile, forbidden } from '#administration/problem.ts';
import { DEFAULT_SETTINGS, DEPLOYMENT_ID } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

type Ports = Pick<WorkspacePorts, 'workspaces' | 'now' | 'newId'>;

const Body = v.strictObject({ name: v.optional(v.string()) });

/**
 * DELETE /admin/workspaces/{ws} `{name}`: 202. From now on every token of it is refused; what it has is
 * removed in the background. The record stands in the deployment's own log: the workspace's goes.
 *
 * @throws {Problem} 400 where the name is not the workspace's, 403 for its own admins, 409, 412.
 */
export async function deleteWorkspace(
  ports: Ports,
  context: WorkspaceContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const { workspace, actor } = context;
  if (actor.kind !== 'admin' || actor.scope !== 'platform') {
    throw forbidden('only the platform can delete a workspace');
  }
  const { name } = readBody(Body, request);
  if (name !== workspace.name) {
    const detail =
      'the body must have the name of the workspace, letter by letter, to show that it is meant';
    const errors = [{ pointer: '/name', detail: 'must be the name of the workspace' }];
    throw badRequest(detail, errors);
  }
  checkVersion(request, workspace.version);
  const deletedAt = new Date(ports.now()).toISOString();
  const version = workspace.version + 1;
  // Of the customer nothing stays but the id.
  const nothing = { name: '', settings: DEFAULT_SETTINGS, tokens: {} };
  const after = { ...workspace, ...nothing, version, deletedAt };
  const record = changeRecord(
    ports,
    { ...context, workspace: { id: DEPLOYMENT_ID } },
    {
      operation: 'delete',
      resource: { type: 'Workspace', id: workspace.id },
      version,
      changed: [],
      status: 202,
      events: [workspaceDeleted(actor, workspace)],
      work: { kind: 'removeWorkspace', workspaceId: workspace.id },
    },
  );
  if (!(await ports.workspaces.replace(context, workspace, after, record))) {
    throw changedMeanwhile();
  }
  return { kind: 'accepted', body: { id: workspace.id, deletedAt } };
}
