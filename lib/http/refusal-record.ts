import { TryAgain } from '#directory/try-again.ts';
import { isId } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { clientError } from '#http/error-responder.ts';
import type { Layer, LayerRequest } from '#http/exchange.ts';
import type { Refusal } from '#http/ports.ts';
import { operationOf } from '#http/request.ts';

interface Ports<Log> {
  readonly recordRefusal: (log: Log, refusal: Refusal) => Promise<void>;
}

/** A refusal, and the log that it belongs into. */
export interface Refused<Log> {
  readonly log: Log;
  readonly refusal: Refusal;
}

/**
 * Writes refused requests of authenticated clients into an activity log, so that an admin sees why
 * a sync fails. Where the store is away there is nowhere to write. A refusal that cannot be recorded
 * is answered all the same.
 *
 * @param refusedBy answers undefined where a refusal is not worth a record.
 */
export function refusalRecord<Log>(
  ports: () => Ports<Log>,
  refusedBy: (
    request: LayerRequest,
  ) => Refused<Log> | undefined | Promise<Refused<Log> | undefined>,
): Layer {
  const refusalRecordOnError = async (request: LayerRequest) => {
    if (request.error instanceof TryAgain) return;
    try {
      const refused = await refusedBy(request);
      if (refused !== undefined) await ports().recordRefusal(refused.log, refused.refusal);
    } catch {
      // The answer matters more.
    }
  };
  return { onError: refusalRecordOnError };
}

/** A 404 on a read is a question that was answered. */
export function scimRefusal(request: LayerRequest): Refused<WorkspaceContext> | undefined {
  const { event, context } = request;
  const log = context.workspaceContext;
  const { status, scimType, message, attributes } = clientError(request);
  const operation = operationOf(event);
  if (log === undefined || (status === 404 && operation === 'read')) return undefined;
  const id = event.pathParameters?.id ?? '';
  const type = event.rawPath.startsWith('/scim/v2/Groups/') ? 'Group' : 'User';
  return {
    log,
    refusal: {
      operation,
      resource: isId(id) ? { type, id } : undefined,
      status,
      scimType,
      reason: status === 500 ? 'internal error' : message,
      attributes,
    },
  };
}
