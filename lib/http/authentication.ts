import { clientName } from '#http/client-name.ts';
import type { Event, Exchange, Layer, LayerRequest } from '#http/exchange.ts';
import type { HttpPorts } from '#http/ports.ts';
import { forbidden, unauthorized } from '#scim/scim-error.ts';

/** Milliseconds before the function's timeout at which work is given up, to answer in time. */
const MARGIN_MS = 2000;

/**
 * Lets nobody past without a valid token. In the stack and not in an authorizer: that would keep
 * revoked tokens alive in its cache, and its 401 is no SCIM Error.
 */
export function authentication(ports: () => HttpPorts): Layer {
  const authenticationBefore = async ({ event, context }: LayerRequest) => {
    const { authenticate, now } = ports();
    const result = await authenticate({
      authorization: event.headers.authorization,
      ...callParts(event, context, now()),
    });
    if (result.kind === 'unauthorized') throw unauthorized();
    context.workspaceContext = result.context;
    if (result.kind === 'forbidden') throw forbidden(result.reason);
  };
  return { before: authenticationBefore };
}

/** What is known of a request, whoever sent it. @param now in milliseconds since 1970. */
export function callParts({ requestContext, headers }: Event, context: Exchange, now: number) {
  return {
    requestId: requestContext.requestId,
    client: clientName(headers['user-agent']),
    deadline: now + context.getRemainingTimeInMillis() - MARGIN_MS,
  };
}
