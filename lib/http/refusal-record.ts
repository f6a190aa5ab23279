import { TryAgain } from '#directory/try-again.ts';
import { isId } from '#directory/user.ts';
import { clientError } from '#http/error-responder.ts';
import type { Layer, LayerRequest } from '#http/exchange.ts';
import type { HttpPorts, Refusal } from '#http/ports.ts';
import { operationOf } from '#http/request.ts';

/**
 * Writes refused requests of authenticated clients into the activity log, so that an admin sees why
 * a sync fails. A 404 on a read is a question that was answered, and where the store is away there is
 * nowhere to write. A refusal that cannot be recorded is answered all the same.
 */
export function refusalRecord(ports: () => HttpPorts): Layer {
  const refusalRecordOnError = async (request: LayerRequest) => {
    const { context, error } = request;
    if (context.workspaceContext === undefined || error instanceof TryAgain) return;
    const refusal = refusalIn(request);
    if (refusal.status === 404 && refusal.operation === 'read') return;
    try {
      await ports().recordRefusal(context.workspaceContext, refusal);
    } catch {
      // The answer matters more.
    }
  };
  return { onError: refusalRecordOnError };
}

function refusalIn(request: LayerRequest): Refusal {
  const { event } = request;
  const { status, scimType, message, attributes } = clientError(request);
  const id = event.pathParameters?.id ?? '';
  return {
    operation: operationOf(event),
    resourceId: isId(id) ? id : undefined,
    status,
    scimType,
    reason: status === 500 ? 'internal error' : message,
    attributes,
  };
}
