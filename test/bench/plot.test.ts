import { describe, expect, it } from '@jest/globals';
import { plot } from './plot.ts';

const panel = (series: readonly (readonly [string, readonly number[]])[]) => ({
  title: 'Units & more',
  sizes: [1000, 100_000],
  series: series.map(([name, values]) => ({ name, values })),
});

const pointsOf = (svg: string) =>
  Array.from(svg.matchAll(/polyline points="([^"]+)"/g), ([, points = '']) =>
    points.split(' ').map((point) => point.split(',').map(Number)),
  );

describe('the plot of cost over size', () => {
  it('draws what costs the same at every size as a level line', () => {
    const [line = []] = pointsOf(plot([panel([['get', [2, 2]]])]));

    expect(line.map(([, y]) => y)).toEqual([line[0]?.[1], line[0]?.[1]]);
    expect(Number(line[1]?.[0])).toBeGreaterThan(Number(line[0]?.[0]));
  });

  it('draws more above less', () => {
    const [cheap, dear] = pointsOf(
      plot([
        panel([
          ['get', [2, 2]],
          ['page', [30, 30]],
        ]),
      ]),
    );

    expect(Number(dear?.[0]?.[1])).toBeLessThan(Number(cheap?.[0]?.[1]));
  });

  it('has one line, and all names, for series that are the same', () => {
    const svg = plot([
      panel([
        ['get', [2, 2]],
        ['miss', [2, 2]],
      ]),
    ]);

    expect(pointsOf(svg).length).toBe(1);
    expect(svg).toContain('get; miss');
  });

  it('puts no label over another', () => {
    const svg = plot([
      panel([
        ['a', [2, 2]],
        ['b', [2.01, 2.01]],
        ['c', [2.02, 2.02]],
      ]),
    ]);
    const labels = Array.from(svg.matchAll(/y="([\d.]+)" font-size="9"/g), ([, y]) => Number(y));

    const [least = 0, ...others] = labels.sort((a, b) => a - b);
    for (const [index, y] of others.entries()) {
      expect(y - Number([least, ...others][index])).toBeGreaterThanOrEqual(9);
    }
  });

  it('keeps the labels beside the panel, however many lines end at its foot', () => {
    const many = Array.from({ length: 12 }, (_, index) => [`line ${index}`, [9, 1 + index / 1e6]]);
    const svg = plot([panel(many as [string, number[]][])]);
    const [foot = 0] = Array.from(svg.matchAll(/y2="([\d.]+)" stroke="#ddd"/g), ([, y]) =>
      Number(y),
    );
    const labels = Array.from(svg.matchAll(/y="([\d.]+)" font-size="9"/g), ([, y]) => Number(y));

    expect(labels).toHaveLength(12);
    expect(Math.max(...labels)).toBeLessThanOrEqual(foot + 4);
  });

  it('gives a series one colour in every panel, and no two the same', () => {
    const names = Array.from({ length: 12 }, (_, index) => `line ${index}`);
    const apart = plot([panel(names.map((name, index) => [name, [index + 1, 1]]))]);
    const partly = plot([panel(names.map((name, index) => [name, [index < 3 ? 1 : index, 1]]))]);
    const coloursIn = (svg: string) =>
      new Map(
        Array.from(svg.matchAll(/fill="(#\w+)">(line \d+)/g), ([, colour, name]) => [name, colour]),
      );

    expect(new Set(coloursIn(apart).values()).size).toBe(12);
    expect(coloursIn(partly).get('line 7')).toBe(coloursIn(apart).get('line 7'));
  });

  it('begins another row with the third panel', () => {
    const one = panel([['get', [2, 2]]]);

    const places = Array.from(
      plot([one, one, one]).matchAll(/translate\((.+?)\)/g),
      ([, at]) => at,
    );

    expect(places).toEqual(['0 0', '470 0', '0 340']);
  });

  it('is SVG whatever the names are', () => {
    expect(plot([panel([['a < b & c', [1, 1]]])])).toContain('a &lt; b &amp; c');
  });
});
