/** What a failed call to AWS leaves to do. The SDK has by then tried several times itself. */

import { TryAgain } from '#directory/try-again.ts';

const THROTTLING: ReadonlySet<string> = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'LimitExceededException',
]);

const UNAVAILABLE: ReadonlySet<string> = new Set([
  'TransactionInProgressException',
  'TransactionConflictException',
  'TimeoutError',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

interface AwsError {
  readonly name?: string;
  readonly code?: string;
  readonly $fault?: 'client' | 'server';
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** @returns undefined where trying again is of no use. */
export function tryAgainReason(error: unknown): TryAgain['reason'] | undefined {
  const { name = '', code = '', $fault, $metadata } = error as AwsError;
  if (THROTTLING.has(name)) return 'throttled';
  // Not every 502 has a body that the SDK can read: then only the status tells.
  const isServerFault = $fault === 'server' || Number($metadata?.httpStatusCode) >= 500;
  const isTheirs = isServerFault || UNAVAILABLE.has(name) || UNAVAILABLE.has(code);
  return isTheirs ? 'unavailable' : undefined;
}

/**
 * Makes one call.
 *
 * @throws {TryAgain} for a failure that may pass; any other comes through as it is.
 */
export async function sending<Output>(send: () => Promise<Output>): Promise<Output> {
  try {
    return await send();
  } catch (error) {
    const reason = tryAgainReason(error);
    throw reason === undefined ? error : new TryAgain(reason, error);
  }
}
