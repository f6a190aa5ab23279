import * as v from 'valibot';
import { type AdminRequest, type AdminResult, readBody } from '#administration/exchange.ts';
import type { WorkspacePorts } from '#administration/ports.ts';
import { conflict, type Problem } from '#administration/problem.ts';
import { idFromName } from '#administration/workspaces/id-from-name.ts';
import { makeWorkspace } from '#administration/workspaces/make-workspace.ts';
import { renderWorkspace } from '#administration/workspaces/render-workspace.ts';
import {
  impliedSettings,
  ProfileId,
  Settings,
  settledSettings,
  WorkspaceName,
} from '#administration/workspaces/settings.ts';
import type { AdminContext } from '#directory/admin-context.ts';
import { DEFAULT_SETTINGS, isWorkspaceId } from '#directory/workspace.ts';

type Ports = Pick<WorkspacePorts, 'workspaces' | 'vault' | 'now' | 'newId'>;

const ID_RULE = 'must be 1 to 50 of a-z, 0-9 and -, and not begin with -';

const Body = v.strictObject({
  id: v.optional(v.pipe(v.string(), v.check(isWorkspaceId, ID_RULE))),
  name: WorkspaceName,
  profile: ProfileId,
  settings: v.optional(Settings, {}),
});

/**
 * POST /admin/workspaces `{id?, name, profile, settings?}`: 201. Without an `id` the name makes it, so that
 * the call can be repeated with it or without: whoever comes second gets a 409, and no second workspace.
 *
 * @throws {Problem} 400; 409 where the id was ever given before, to a workspace that is gone included.
 */
export async function createWorkspace(
  ports: Ports,
  admin: AdminContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const { id: chosen, name, profile, ...body } = readBody(Body, request);
  const id = chosen ?? idFromName(name);
  const wanted = { ...DEFAULT_SETTINGS, ...impliedSettings(profile), ...body.settings };
  const settings = settledSettings(profile, wanted);
  const workspace = await makeWorkspace(ports, admin, { id, name, profile, settings });
  if (workspace === undefined) throw chosen === undefined ? nameTaken(id) : idTaken();
  return { kind: 'created', body: renderWorkspace(workspace), version: workspace.version };
}

function idTaken(): Problem {
  return conflict(
    'workspace-id-taken',
    'this workspace id was given before, and is never given twice: read the workspace with it, which is ' +
      'yours if the answer to your first request was lost, and if that is 404 it was deleted; for another ' +
      'customer, or after a deletion, choose another id',
  );
}

/** The id is ours, and nothing that was sent can be read in it. */
function nameTaken(id: string): Problem {
  return conflict(
    'workspace-id-taken',
    `a workspace was made from this name before: read the workspace ${id}, which is yours if the answer ` +
      'to your first request was lost, and if that is 404 it was deleted; for another customer of this ' +
      'name, or one who comes back, give an id of your own',
  );
}
