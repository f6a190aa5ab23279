import { describe, expect, it } from '@jest/globals';
import { TryAgain } from '#directory/try-again.ts';

describe('TryAgain', () => {
  it.each(['throttled', 'unavailable'] as const)('says why: %s, and what caused it', (reason) => {
    const cause = new Error('of AWS');

    const error = new TryAgain(reason, cause);

    expect(error).toMatchObject({ name: 'TryAgain', reason, cause });
    expect(error).toBeInstanceOf(Error);
  });

  it('does not repeat the words of its cause', () => {
    const error = new TryAgain('throttled', new Error('canary'));

    expect(error.message).not.toContain('canary');
  });
});
