/** Medians with their spread: a single figure of a shared machine means nothing. */

/** Of several rounds. */
export interface Figure {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** @throws {RangeError} where there is no value. */
export function figureOf(values: readonly number[]): Figure {
  return {
    median: quantile(values, 0.5),
    lowest: quantile(values, 0),
    highest: quantile(values, 1),
  };
}

/**
 * The value below which a share of the values lies; between two values, by how near it is to each.
 *
 * @param share from 0, the least, to 1, the greatest.
 * @throws {RangeError} where there is no value.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (below === undefined || above === undefined) throw new RangeError('there is no value');
  return below + (above - below) * (position - Math.floor(position));
}
