import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#scim/json.ts';
import { normalise, normaliseValue } from '#scim/normalise.ts';
import { type AttributeType, attribute } from '#scim/schema/attribute.ts';
import { ENTERPRISE, refusal, USER_SCHEMAS } from '#test/support/scim-core.ts';

const resourceOf = (body: JsonObject) => normalise(USER_SCHEMAS, body).resource;

describe('what clients send in place of the type of the schema', () => {
  it.each([
    ['"True" for true (Entra)', { active: 'True' }, { active: true }],
    ['"false" for false', { active: 'false' }, { active: false }],
    [
      'a number for a string (Okta)',
      { externalId: 701984, title: 1.5 },
      { externalId: '701984', title: '1.5' },
    ],
    ['a string for a manager (Entra)', { [ENTERPRISE]: { manager: '271' } }, managedBy('271')],
    ['a number for a manager', { [ENTERPRISE]: { manager: 271 } }, managedBy('271')],
    [
      'a list for a manager (Entra)',
      { [ENTERPRISE]: { manager: [{ value: '1' }] } },
      managedBy('1'),
    ],
    [
      'an object for a list (OneLogin)',
      { emails: { value: 'a@x' } },
      { emails: [{ value: 'a@x' }] },
    ],
    [
      'texts for a list',
      { emails: ['a@x', 'b@x'] },
      { emails: [{ value: 'a@x' }, { value: 'b@x' }] },
    ],
    ['one text for a list', { roles: 'admin' }, { roles: [{ value: 'admin' }] }],
    ['a list of one for one value', { title: ['Guide'] }, { title: 'Guide' }],
    [
      'JSON inside a string (Entra roles)',
      { roles: [{ value: '{"id":"06b0"}' }] },
      { roles: [{ value: '{"id":"06b0"}' }] },
    ],
  ])('%s is accepted', (_, body, expected) => {
    expect(resourceOf(body)).toEqual(expected);
  });

  it.each<[JsonObject, RegExp]>([
    [{ active: 'yes' }, /^active must be true or false/],
    [{ active: 1 }, /^active/],
    [{ active: {} }, /^active/],
    [{ userName: true }, /^userName must be a string/],
    [{ userName: { value: 'a' } }, /^userName/],
    [{ title: ['a', 'b'] }, /^title has one value/],
    [{ name: 'Ada' }, /^name must be a JSON object/],
    [{ name: [{ givenName: 'a' }, { givenName: 'b' }] }, /^name has one value/],
    [{ name: { givenName: {} } }, /^name\.givenName must be a string/],
    [{ emails: [true] }, /^emails must be a JSON object/],
    [{ emails: [['a@x']] }, /^emails/],
    [{ emails: [{ value: 'a@x', primary: 'maybe' }] }, /^emails\.primary/],
    [{ addresses: ['Main Street'] }, /^addresses/],
    [{ [ENTERPRISE]: 'x' }, /enterprise:2\.0:User must be a JSON object/],
    [{ [ENTERPRISE]: { manager: [{ value: 'a' }, { value: 'b' }] } }, /User:manager has one value/],
    [{ [ENTERPRISE]: { department: {} } }, /User:department must be a string/],
    [{ externalId: 2 ** 53 }, /^externalId .*too large/],
    [{ externalId: 1e21 }, /^externalId .*too large/],
    [
      {
        emails: [
          { value: 'a@x', primary: true },
          { value: 'b@x', primary: true },
        ],
      },
      /primary/,
    ],
  ])('%j is 400 invalidValue that names the attribute', (body, detail) => {
    expect(() => normalise(USER_SCHEMAS, body)).toThrow(refusal('invalidValue', detail));
  });
});

describe('one value in the type of the schema', () => {
  it.each<[AttributeType, string | number, unknown]>([
    ['integer', 5, 5],
    ['integer', '5', 5],
    ['integer', '-5', -5],
    ['decimal', '1.5', 1.5],
    ['decimal', 1, 1],
    ['dateTime', '2011-05-13T04:42:34Z', '2011-05-13T04:42:34Z'],
    ['reference', 'https://x', 'https://x'],
    ['binary', 'MII=', 'MII='],
    ['integer', '', undefined],
  ])('%s takes %j', (type, value, expected) => {
    expect(normaliseValue(attribute('x', type), value)).toBe(expected);
  });

  it.each<[AttributeType, string | number]>([
    ['integer', 1.5],
    ['integer', 2 ** 53],
    ['integer', 'x'],
    ['integer', ' '],
    ['integer', '0x10'],
    ['decimal', '1e400'],
    ['decimal', 'NaN'],
    ['dateTime', '2011-05-13'],
    ['dateTime', '2024-02-30T00:00:00Z'],
  ])('%s refuses %j', (type, value) => {
    expect(() => normaliseValue(attribute('x', type), value)).toThrow(refusal('invalidValue'));
  });
});

function managedBy(value: string): JsonObject {
  return { [ENTERPRISE]: { manager: { value } } };
}
