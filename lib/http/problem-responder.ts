import { internalProblem, Problem, protocolProblem, retryLater } from '#administration/problem.ts';
import { TryAgain } from '#directory/try-again.ts';
import { RETRY_AFTER } from '#http/error-responder.ts';
import type { Layer, LayerRequest, Response } from '#http/exchange.ts';
import { ScimError } from '#scim/scim-error.ts';

/** The outermost layer of the admin API: whatever was thrown, the client gets a problem (RFC 9457). */
export function problemResponder(): Layer {
  const problemResponderOnError = async (request: LayerRequest) => {
    request.response = problemResponse(problemOf(request));
  };
  return { onError: problemResponderOnError };
}

/** What the client may see of an error. One that nobody expected is a bare 500. */
export function problemOf({ error, event }: Pick<LayerRequest, 'error' | 'event'>): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ScimError) return protocolProblem(error);
  if (!(error instanceof TryAgain)) return internalProblem(event.requestContext.requestId);
  const { reason } = error;
  const status = reason === 'throttled' ? 429 : 503;
  return retryLater(status, RETRY_AFTER[reason], 'not now: try again later');
}

function problemResponse(problem: Problem): Response {
  return {
    statusCode: problem.status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...problem.headers,
    },
    body: JSON.stringify(problem.toBody()),
  };
}
