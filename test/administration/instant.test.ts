import { describe, expect, it } from '@jest/globals';
import * as v from 'valibot';
import { instant } from '#administration/instant.ts';

const Time = instant('2030-01-31T12:00:00Z');

describe('a time that an admin gives', () => {
  it.each([
    ['2030-01-31T12:00:00Z', '2030-01-31T12:00:00.000Z'],
    ['2030-01-31T12:00:00.5+01:30', '2030-01-31T10:30:00.500Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
  ])('%s is %s', (text, time) => {
    expect(v.parse(Time, text)).toBe(time);
  });

  it.each([
    ['no text', 7],
    ['no time', 'tomorrow'],
    ['a date alone', '2030-01-31'],
    ['a number, which it takes for a month', '1'],
    ['an offset without minutes, which JavaScript does not read', '2030-01-31T12:00:00+05'],
    ['a day that there is not', '2030-02-31T00:00:00Z'],
    ['before 1970', '1969-12-31T23:59:59Z'],
    ['past the year 9999, where times no longer sort as text', '9999-12-31T23:59:59-00:01'],
  ])('%s is refused with an example', (_, text) => {
    const { issues } = v.safeParse(Time, text);

    const rules = new Set(issues?.map(({ message }) => message));
    expect([...rules]).toEqual(['must be a time such as 2030-01-31T12:00:00Z']);
  });
});
