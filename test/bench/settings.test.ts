import { describe, expect, it } from '@jest/globals';
import { StartFailure } from '#local/failure.ts';
import { readSettings, USAGE } from './settings.ts';

describe('the options of npm run bench', () => {
  it.each([
    [[], { format: 'text', target: 'stdout', sizes: [1000, 10_000] }],
    [['--full', '--readme'], { target: 'readme', sizes: [1000, 10_000, 100_000] }],
    [['--only', 'groups'], { rounds: 5, parts: ['groups'] }],
    [['--quick', '--json'], { format: 'json', rounds: 1 }],
  ])('are %j', (args, expected) => {
    expect(readSettings(args)).toMatchObject(expected);
  });

  it('are shown where help is asked for', () => {
    expect(readSettings(['--help', '--full'])).toBeUndefined();
    for (const option of ['--quick', '--full', '--only', '--json', '--readme'])
      expect(USAGE).toContain(option);
  });

  it.each([
    [['--quick', '--full'], 'exclude'],
    [['--only', 'peer', '--readme'], 'all parts'],
    [['--only', 'users'], 'core, growth, groups, peer'],
    [['--fast'], "'--fast'"],
    [['10000'], "'10000'"],
  ])('cannot be %j', (args, said) => {
    expect(() => readSettings(args)).toThrow(StartFailure);
    expect(() => readSettings(args)).toThrow(said);
  });
});
