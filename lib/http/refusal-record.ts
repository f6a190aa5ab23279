import { TryAgain } from '#directory/try-again.ts';
import { isId } from '#directory/user.ts';
import { clientError } from '#http/error-responder.ts';
import type { Layer, LayerRequest } from '#http/exchange.ts';
import type { HttpPorts, Refusal } from '#http/ports.ts';
import { operationOf } from '#http/request.ts';

type Ports = Pick<HttpPorts, 'recordRefusal'>;

/** @returns undefined where a refusal is not worth a record. */
type RefusalOf = (request: LayerRequest) => Refusal | undefined;

/**
 * Writes refused requests of authenticated clients into the activity log, so that an admin sees why
 * a sync fails. Where the store is away there is nowhere to write. A refusal that cannot be recorded
 * is answered all the same.
 */
export function refusalRecord(ports: () => Ports, refusalOf: RefusalOf = scimRefusal): Layer {
  const refusalRecordOnError = async (request: LayerRequest) => {
    const { context, error } = request;
    if (context.workspaceContext === undefined || error instanceof TryAgain) return;
    const refusal = refusalOf(request);
    if (refusal === undefined) return;
    try {
      await ports().recordRefusal(context.workspaceContext, refusal);
    } catch {
      // The answer matters more.
    }
  };
  return { onError: refusalRecordOnError };
}

/** A 404 on a read is a question that was answered. */
function scimRefusal(request: LayerRequest): Refusal | undefined {
  const { event } = request;
  const { status, scimType, message, attributes } = clientError(request);
  const operation = operationOf(event);
  if (status === 404 && operation === 'read') return undefined;
  const id = event.pathParameters?.id ?? '';
  const type = event.rawPath.startsWith('/scim/v2/Groups/') ? 'Group' : 'User';
  return {
    operation,
    resource: isId(id) ? { type, id } : undefined,
    status,
    scimType,
    reason: status === 500 ? 'internal error' : message,
    attributes,
  };
}
