import { describe, expect, it } from '@jest/globals';
import { refusal, selects } from '#test/support/scim-core.ts';

const work = (value: string) => ({ value, type: 'work' });
const none = { userName: 'a' };
const one = { emails: [work('a@x')] };
const two = { emails: [work('a@x'), work('b@x')] };
const other = { emails: [{ value: 'a@x', type: 'home' }] };
const bare = { addresses: [{ type: 'work', country: 'FR' }] };

describe('a comparison of selected values: emails[type eq "work"].value eq "x"', () => {
  it.each([
    ['holds where one of the selected values is the same', 'value eq "B@X"', two, true],
    ['fails where only a value that is not selected is', 'value eq "a@x"', other, false],
    ['fails where there is none', 'value eq "a@x"', none, false],
    ['takes every operator: sw', 'value sw "a"', one, true],
    ['takes every operator: gt', 'value gt "a@x"', two, true],
    ['is present where a selected value is', 'value pr', one, true],
    ['is not present where none is selected', 'value pr', other, false],
    ['ne holds where nothing is selected', 'value ne "a@x"', other, true],
    ['ne holds where any selected value differs', 'value ne "a@x"', two, true],
    ['ne fails where the only one is the same', 'value ne "a@x"', one, false],
    ['eq null holds where nothing is selected', 'value eq null', none, true],
    ['eq null fails where something is', 'value eq null', one, false],
    ['ne null asks for a selected value', 'value ne null', one, true],
    ['ne null fails where nothing is selected', 'value ne null', other, false],
  ])('%s', (_, test, resource, expected) => {
    expect(selects(`emails[type eq "work"].${test}`, resource)).toBe(expected);
  });

  it('ne holds where the selected element has no such sub-attribute', () => {
    expect(selects('addresses[type eq "work"].region ne "CA"', bare)).toBe(true);
    expect(selects('addresses[type eq "work"].region eq null', bare)).toBe(true);
  });

  it('takes the sub-attribute in any case, and the selection with "or" and "not"', () => {
    expect(selects('emails[not (type eq "home") or type pr].VALUE Eq "a@x"', one)).toBe(true);
  });

  it.each([
    ['primary eq false', [{ value: 'a@x', type: 'work' }], true],
    ['primary ne true', [{ value: 'a@x', type: 'work' }], true],
    ['primary eq true', [{ value: 'a@x', type: 'work', primary: true }], true],
    ['primary ne true', [{ value: 'a@x', type: 'work', primary: true }], false],
  ])('counts a missing primary as false: %s of %j', (test, emails, expected) => {
    expect(selects(`emails[type eq "work"].${test}`, { emails })).toBe(expected);
  });

  it('counts a missing primary as false beside one that is true: ne holds where any differs', () => {
    const emails = [{ ...work('a@x'), primary: true }, work('b@x')];

    expect(selects('emails.primary ne true', { emails })).toBe(true);
    expect(selects('emails[type eq "work"].primary ne true', { emails })).toBe(true);
  });

  it.each([
    'emails[type eq "work"].nick eq "x"',
    'emails[type eq "work"].primary gt true',
    'emails[type eq "work"].value gt null',
    'favouriteColours[type eq "work"].value eq "x"',
    'userName[type eq "work"].value eq "x"',
  ])('%s is 400 invalidFilter', (filter) => {
    expect(() => selects(filter, one)).toThrow(refusal('invalidFilter'));
  });
});
