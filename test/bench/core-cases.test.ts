import { describe, expect, it } from '@jest/globals';
import { measureCore } from './core.ts';
import { coreCases, US } from './core-cases.ts';

describe('the cases of the protocol core', () => {
  it.each(coreCases({}).map((one) => [one.name, one] as const))(
    '%s: we do it rightly',
    async (_, { contestants }) => {
      const verdicts = await Promise.all(contestants.map(({ isRight }) => isRight()));

      expect(contestants.map(({ name }) => name)).toEqual([US]);
      expect(verdicts).toEqual([true]);
    },
  );

  it('do not time who answers wrong', async () => {
    const liar = { parse: () => ({}), evaluate: () => () => true };
    const [parse] = coreCases({ liar });

    const [result] = await measureCore(parse === undefined ? [] : [parse], 1);

    expect(result?.wrong).toEqual(['liar']);
    expect(result?.times.map(({ contestant }) => contestant)).toEqual([US]);
  });
});
