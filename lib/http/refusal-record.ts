import { isId } from '#directory/user.ts';
import { clientError } from '#http/error-responder.ts';
import type { Layer, LayerRequest } from '#http/exchange.ts';
import type { HttpPorts } from '#http/ports.ts';
import { operationOf } from '#http/request.ts';

/**
 * Writes refused requests of authenticated clients into the activity log, so that an admin sees why
 * a sync fails. A 404 on a read is a question that was answered. A refusal that cannot be recorded
 * is answered all the same.
 */
export function refusalRecord(ports: () => HttpPorts): Layer {
  const refusalRecordOnError = async (request: LayerRequest) => {
    const { event, context } = request;
    if (context.workspaceContext === undefined) return;
    const { status, scimType, message, attributes } = clientError(request);
    if (status === 404 && event.requestContext.http.method === 'GET') return;
    const id = event.pathParameters?.id ?? '';
    const refusal = {
      operation: operationOf(event),
      resourceId: isId(id) ? id : undefined,
      status,
      scimType,
      reason: status === 500 ? 'internal error' : message,
      attributes,
    };
    await ports()
      .recordRefusal(context.workspaceContext, refusal)
      .catch(() => {});
  };
  return { onError: refusalRecordOnError };
}
