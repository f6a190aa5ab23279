/** The same request may work later: throttling, conflicts that outlast the retries, a service away. */
export class TryAgain extends Error {
  override readonly name = 'TryAgain';
  readonly reason: 'throttled' | 'unavailable';

  constructor(reason: TryAgain['reason'], cause?: unknown) {
    super(`try again: ${reason}`, { cause });
    this.reason = reason;
  }
}
