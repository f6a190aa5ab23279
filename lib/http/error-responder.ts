import { TryAgain } from '#directory/try-again.ts';
import type { Layer, LayerRequest } from '#http/exchange.ts';
import { errorResponse } from '#http/response.ts';
import { internalError, retryLater, ScimError } from '#scim/scim-error.ts';

/** Seconds after which a client may try again. */
export const RETRY_AFTER = { throttled: 5, unavailable: 10 } as const;

/** The outermost layer: whatever was thrown, the client gets a SCIM Error (RFC 7644 §3.12). */
export function errorResponder(): Layer {
  const errorResponderOnError = async (request: LayerRequest) => {
    request.response = errorResponse(request.event.headers.accept, clientError(request));
  };
  return { onError: errorResponderOnError };
}

/** What the client may see of an error. One that nobody expected is a bare 500. */
export function clientError({ error, event }: Pick<LayerRequest, 'error' | 'event'>): ScimError {
  if (error instanceof ScimError) return error;
  if (!(error instanceof TryAgain)) return internalError(event.requestContext.requestId);
  const { reason } = error;
  return retryLater(reason === 'throttled' ? 429 : 503, RETRY_AFTER[reason]);
}
