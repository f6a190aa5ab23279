/** One all-or-nothing write, tried again until it is decided. */

import type { CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { tryAgainReason } from '#aws-failure';
import { TryAgain } from '#directory/try-again.ts';
import type { Dynamo } from '#store/dynamo.ts';
import { type OldItem, toAction, type Write } from '#store/write.ts';

export interface Transaction<Outcome> {
  /** At most 100, no two of one item. */
  readonly writes: readonly Write<Outcome>[];
  /**
   * The ClientRequestToken: the same for every attempt, so that none takes effect twice. Only writes
   * that may take effect twice need none.
   */
  readonly token?: string;
  /** When to give up, in milliseconds since 1970. */
  readonly deadline: number;
  /** Asked after a conflict: what is decided by now need not be tried again. */
  readonly afterConflict: () => Promise<Outcome | undefined>;
}

/** Why an attempt came to nothing. */
type Failure<Outcome> =
  | { readonly kind: 'refused'; readonly outcome: Outcome }
  | { readonly kind: 'conflict' | 'interrupted'; readonly tryAgain: TryAgain };

const FIRST_DELAY_MS = 10;
const LONGEST_DELAY_MS = 500;
/**
 * Milliseconds after which no attempt begins, however late the deadline: 25 seconds after a record was
 * given its id it has committed or never will, so a reader of the log may go past it.
 */
const LONGEST_MS = 22_000;

/**
 * Commits. The SDK has tried each attempt several times by itself, but it never repeats a cancelled
 * transaction.
 *
 * @returns undefined when it has committed, else what the first refused write says.
 * @throws {TryAgain} where it is not decided by the deadline, or within 22 seconds; it may have
 *   committed then.
 */
export async function commit<Outcome>(
  dynamo: Dynamo,
  transaction: Transaction<Outcome>,
): Promise<Outcome | undefined> {
  const giveUpAt = Math.min(transaction.deadline, dynamo.now() + LONGEST_MS);
  for (let attempt = 0; ; attempt += 1) {
    const failure = await attemptOnce(dynamo, transaction);
    if (failure === undefined) return undefined;
    if (failure.kind === 'refused') return failure.outcome;
    const decided = failure.kind === 'conflict' ? await transaction.afterConflict() : undefined;
    if (decided !== undefined) return decided;
    const delay = dynamo.random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
    if (dynamo.now() + delay > giveUpAt) throw failure.tryAgain;
    await dynamo.sleep(delay);
  }
}

async function attemptOnce<Outcome>(
  { client, tableName, retentionDays }: Dynamo,
  { writes, token }: Transaction<Outcome>,
): Promise<Failure<Outcome> | undefined> {
  const TransactItems = writes.map((write) => toAction(write, tableName, retentionDays));
  try {
    await client.send(new TransactWriteCommand({ TransactItems, ClientRequestToken: token }));
    return undefined;
  } catch (error) {
    const failure = isCanceled(error) ? cancellation(writes, error) : interruption(error);
    if (failure === undefined) throw error;
    return failure;
  }
}

function isCanceled(error: unknown): error is TransactionCanceledException {
  return error instanceof Error && error.name === 'TransactionCanceledException';
}

/**
 * A condition that does not hold decides the matter, whatever else went wrong: the item that stands
 * there has come back with it.
 *
 * @returns undefined for a reason that no repetition changes: our own mistake.
 */
function cancellation<Outcome>(
  writes: readonly Write<Outcome>[],
  error: TransactionCanceledException,
): Failure<Outcome> | undefined {
  const { CancellationReasons: reasons = [] } = error;
  for (const [index, { Code, Item }] of reasons.entries()) {
    const refused = Code === 'ConditionalCheckFailed' ? writes[index]?.refused : undefined;
    if (refused) return { kind: 'refused', outcome: refused(Item as OldItem | undefined) };
  }
  const has = (...codes: readonly CancellationReason['Code'][]) =>
    reasons.some(({ Code }) => codes.includes(Code));
  if (has('ValidationError')) return undefined;
  if (has('TransactionConflict')) {
    return { kind: 'conflict', tryAgain: new TryAgain('unavailable', error) };
  }
  if (has('ThrottlingError', 'ProvisionedThroughputExceeded')) {
    return { kind: 'interrupted', tryAgain: new TryAgain('throttled', error) };
  }
  return undefined;
}

/** The answer was lost, or there was none: the same token asks again what became of it. */
function interruption(error: unknown): Failure<never> | undefined {
  const reason = tryAgainReason(error);
  return reason && { kind: 'interrupted', tryAgain: new TryAgain(reason, error) };
}
