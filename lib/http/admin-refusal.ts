import { isId } from '#directory/user.ts';
import { isWorkspaceId } from '#directory/workspace.ts';
import type { LogContext } from '#directory/workspace-context.ts';
import type { AdminHttpPorts } from '#http/admin-ports.ts';
import type { Event, LayerRequest } from '#http/exchange.ts';
import type { Refusal } from '#http/ports.ts';
import { problemOf } from '#http/problem-responder.ts';
import type { Refused } from '#http/refusal-record.ts';
import { operationOf } from '#http/request.ts';

/**
 * What an admin wanted to change and could not: in the log of the workspace, or, where none was opened,
 * in the deployment's own. Who only reads changes nothing, but for reading what is not theirs to read
 * (403). Of nobody that is known there is no record, and none of a call that there is not.
 */
export async function adminRefusal(
  ports: Pick<AdminHttpPorts, 'deploymentLog' | 'isWorkspace'>,
  request: LayerRequest,
): Promise<Refused<LogContext> | undefined> {
  const { event, context } = request;
  const { workspaceContext, adminContext } = context;
  const refusal = refusalOf(request);
  if (refusal.operation === 'read' && refusal.status !== 403) return undefined;
  if (workspaceContext !== undefined) {
    return { log: workspaceContext, refusal: { ...refusal, resource: resourceOf(event) } };
  }
  if (adminContext === undefined || event.routeKey.startsWith('ANY ')) return undefined;
  const log = ports.deploymentLog(adminContext);
  // Which call it was is not to be read in the workspace alone.
  const reason = `${event.routeKey}: ${refusal.reason}`;
  return { log, refusal: { ...refusal, reason, resource: await workspaceIn(ports, event) } };
}

function refusalOf(request: LayerRequest): Refusal {
  const { status, message, errors } = problemOf(request);
  const rules = errors
    .filter(({ detail }) => !message.endsWith(detail))
    .map(({ pointer, detail }) => `${pointer || '/'} ${detail}`);
  return {
    operation: operationOf(request.event),
    status,
    reason: status === 500 ? 'internal error' : [message, ...rules].join('; '),
    attributes: errors.map(({ pointer }) => pointer.slice(1).replaceAll('/', '.')),
  };
}

/** What the path names; undefined for what was to be created, or is no id of ours. */
function resourceOf({ rawPath, pathParameters = {} }: Event): Refusal['resource'] {
  const { ws = '', id = '', tokenId = '' } = pathParameters;
  if (tokenId !== '') return isId(tokenId) ? { type: 'Token', id: tokenId } : undefined;
  if (id !== '') return isId(id) ? { type: 'User', id } : undefined;
  return rawPath.endsWith(`/${ws}`) ? { type: 'Workspace', id: ws } : undefined;
}

/**
 * In the deployment's log the workspace that was asked for counts, whatever was wanted in it. Only one
 * that is there, or was, is named: made-up ids are equal refusals, or each would be a record of its own.
 */
async function workspaceIn(
  { isWorkspace }: Pick<AdminHttpPorts, 'isWorkspace'>,
  { pathParameters: { ws = '' } = {} }: Event,
): Promise<Refusal['resource']> {
  const isNamed = isWorkspaceId(ws) && (await isWorkspace(ws));
  return isNamed ? { type: 'Workspace', id: ws } : undefined;
}
