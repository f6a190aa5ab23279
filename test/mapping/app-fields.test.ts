import { describe, expect, it } from '@jest/globals';
import {
  type AppField,
  appFieldsForEvents,
  editAppFields,
  MAX_APP_FIELDS_BYTES,
} from '#mapping/app-fields.ts';
import type { JsonObject } from '#scim/json.ts';

const FIELDS: readonly AppField[] = [
  { name: 'seat', type: 'string', description: '', inEvents: true },
  { name: 'teams', type: 'strings', description: '', inEvents: true },
  { name: 'licensed', type: 'boolean', description: '', inEvents: false },
  { name: 'floor', type: 'number', description: '', inEvents: false },
];

describe('an edit of app-owned fields', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    ['sets one', {}, { seat: 'A1' }, { seat: 'A1' }],
    [
      'changes one and leaves the others',
      { seat: 'A1', floor: 2 },
      { floor: 3 },
      { seat: 'A1', floor: 3 },
    ],
    ['clears one with null', { seat: 'A1', floor: 2 }, { seat: null }, { floor: 2 }],
    [
      'sets a list',
      {},
      { teams: ['a', 'b'], licensed: false },
      { teams: ['a', 'b'], licensed: false },
    ],
  ])('%s', (_, before, edit, after) => {
    expect(editAppFields(FIELDS, before, edit)).toEqual(after);
  });

  it.each<[JsonObject, RegExp]>([
    [{ seat: 1 }, /^seat must be a string, or null to clear it$/],
    [{ teams: 'a' }, /^teams must be a list of strings/],
    [{ teams: ['a', 1] }, /^teams must be a list of strings/],
    [{ licensed: 'yes' }, /^licensed must be true or false/],
    [{ floor: '1' }, /^floor must be a number/],
    [
      { secret: 'x' },
      /^has a name that there is not: the profile has seat, teams, licensed, floor$/,
    ],
    [{ toString: 'x' }, /^has a name that there is not/],
  ])('%j cannot be: it is told why, without what was sent', (edit, sentence) => {
    expect(editAppFields(FIELDS, {}, edit)).toMatch(sentence);
  });

  it('cannot be where the profile has none', () => {
    expect(editAppFields([], {}, { seat: 'A1' })).toBe(
      'has a name that there is not: the profile has none',
    );
  });

  it('may make them 10 KB as JSON, in bytes, and not one more', () => {
    const room = MAX_APP_FIELDS_BYTES - Buffer.byteLength('{"seat":""}');
    const seat = 'é'.repeat(room / 2) + 'x'.repeat(room % 2);

    expect(editAppFields(FIELDS, {}, { seat })).toEqual({ seat });
    expect(editAppFields(FIELDS, {}, { seat: `${seat}x` })).toMatch(/10240 bytes/);
  });
});

it('events carry those that the profile chooses; null for one that is not set', () => {
  expect(appFieldsForEvents(FIELDS, { seat: 'A1', floor: 2 })).toEqual({ seat: 'A1', teams: null });
});
