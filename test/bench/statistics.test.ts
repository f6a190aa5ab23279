import { describe, expect, it } from '@jest/globals';
import { figureOf, quantile } from './statistics.ts';

describe('figures of several rounds', () => {
  it('are the median, with the lowest and the highest beside it', () => {
    expect(figureOf([9, 1, 5])).toEqual({ median: 5, lowest: 1, highest: 9 });
  });

  it('lie between two values by how near they are to each', () => {
    expect(quantile([10, 20], 0.5)).toBe(15);
    expect(quantile([0, 100], 0.95)).toBe(95);
  });

  it('are none of no values', () => {
    expect(() => figureOf([])).toThrow(RangeError);
  });
});
