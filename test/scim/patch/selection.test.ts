import { describe, expect, it } from '@jest/globals';
import { parsePatchPath } from '#scim/filter/parse.ts';
import type { JsonObject } from '#scim/json.ts';
import { readSelection } from '#scim/patch/selection.ts';
import { attributeNamed } from '#scim/schema/attribute.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { refusal } from '#test/support/scim-core.ts';

function selection(path: string) {
  const { attrPath, valFilter } = parsePatchPath(path);
  const attribute = attributeNamed(CORE_USER.attributes, attrPath.attrName);
  if (attribute === undefined || valFilter === undefined) throw new TypeError(path);
  return readSelection(attribute, valFilter);
}

describe('the values that a path selects, RFC 7644 §3.5.2', () => {
  it.each<[string, JsonObject, boolean]>([
    ['emails[type eq "work"]', { value: 'a', type: 'WORK' }, true],
    ['emails[type eq "work"]', { value: 'a' }, false],
    ['emails[value eq "A@X"]', { value: 'a@x' }, true],
    [
      'emails[type eq "work" and value ew "example.com"]',
      { type: 'work', value: 'a@example.com' },
      true,
    ],
    ['emails[not (type eq "work")]', { value: 'a' }, true],
    ['emails[type pr]', { value: 'a' }, false],
    ['roles[primary eq "True"]', { value: 'a', primary: true }, true],
    ['roles[primary eq false]', { value: 'a' }, true],
    ['emails[TYPE Eq work]', { type: 'work' }, true],
  ])('%s of %j: %s', (path, value, expected) => {
    expect(selection(path).matches(value)).toBe(expected);
  });

  it('is refused as a path where the comparison does not fit', () => {
    expect(() => selection('emails[primary gt true]')).toThrow(refusal('invalidPath'));
  });
});

describe('the value that a path describes: what add makes where none is selected', () => {
  it.each<[string, JsonObject]>([
    ['emails[type eq "work"]', { type: 'work' }],
    ['emails[TYPE eq Work]', { type: 'Work' }],
    ['addresses[type eq "work" and primary eq "True"]', { type: 'work', primary: true }],
    ['addresses[type eq "work" and country eq "FR"]', { type: 'work', country: 'FR' }],
    ['addresses[(type eq "work") and (country eq "FR")]', { type: 'work', country: 'FR' }],
    ['emails[type eq "work" and type eq "work"]', { type: 'work' }],
  ])('%s describes %j', (path, template) => {
    expect(selection(path).template).toEqual(template);
  });

  it.each([
    'emails[value eq "a@x"]',
    'emails[type eq "work" and value eq "a@x"]',
    'emails[type eq "work" or type eq "home"]',
    'emails[not (type eq "work")]',
    'emails[type ne "work"]',
    'emails[type sw "work"]',
    'emails[type pr]',
    'emails[type eq null]',
    'emails[type eq ""]',
    'emails[type eq "work" and primary pr]',
  ])('%s describes none', (path) => {
    expect(selection(path).template).toBeUndefined();
  });

  it.each([
    'emails[type eq "work" and type eq "home"]',
    'emails[primary eq true and primary eq false]',
  ])('%s describes none: no value could be both', (path) => {
    expect(selection(path).template).toBeUndefined();
  });

  it('is selected by the path that describes it', () => {
    const { matches, template } = selection('phoneNumbers[type eq "Mobile" and primary eq true]');

    expect(template && matches(template)).toBe(true);
  });
});

describe('a type that the schema names: replace makes such a value too (Entra)', () => {
  it.each([
    ['emails[type eq "work"]', true],
    ['emails[type eq "WORK"]', true],
    ['phoneNumbers[type eq "mobile" and primary eq true]', true],
    ['photos[type eq "thumbnail"]', true],
    ['emails[type eq "mobile"]', false],
    ['roles[type eq "work"]', false],
    ['roles[primary eq true]', false],
    ['emails[type eq "work" or type eq "home"]', false],
    ['emails[value eq "work"]', false],
  ])('%s: %s', (path, expected) => {
    expect(selection(path).hasKnownType).toBe(expected);
  });
});
