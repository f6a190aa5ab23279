import { isId } from '#directory/user.ts';
import type { Event, LayerRequest } from '#http/exchange.ts';
import type { Refusal } from '#http/ports.ts';
import { problemOf } from '#http/problem-responder.ts';
import { operationOf } from '#http/request.ts';

/** What an admin wanted to change in a workspace and could not. Who only reads changes nothing. */
export function adminRefusal(request: LayerRequest): Refusal | undefined {
  const operation = operationOf(request.event);
  if (operation === 'read') return undefined;
  const { status, message, errors } = problemOf(request);
  const rules = errors.map(({ pointer, detail }) => `${pointer || '/'} ${detail}`);
  return {
    operation,
    resource: resourceOf(request.event),
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
