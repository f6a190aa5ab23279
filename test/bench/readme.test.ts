import { describe, expect, it } from '@jest/globals';
import { insertReport } from './readme.ts';

const BEGIN = '<!-- The benchmark writes from here: npm run bench -- --readme -->';
const END = '<!-- to here. -->';

describe('the report in the README', () => {
  it('takes the place of the one before, and of nothing else', () => {
    const readme = `above\n${BEGIN}\nold\n${END}\nbelow`;

    const twice = insertReport(insertReport(readme, 'first'), 'second');

    expect(twice).toBe(`above\n${BEGIN}\n\nsecond\n\n${END}\nbelow`);
  });

  it.each([['nothing'], [`${END} ${BEGIN}`], [BEGIN]])('needs a place for it: %j', (readme) => {
    expect(() => insertReport(readme, 'report')).toThrow('no place');
  });
});
