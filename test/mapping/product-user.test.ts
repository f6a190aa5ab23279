import { describe, expect, it } from '@jest/globals';
import { type Field, fieldPath, fieldValue } from '#mapping/product-field.ts';
import { eventPerson, productUser } from '#mapping/product-user.ts';
import { buildProfile } from '#mapping/profile.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import type { JsonObject } from '#scim/json.ts';
import { applyPatch } from '#scim/patch/apply.ts';
import { readPatchRequest } from '#scim/patch/patch-request.ts';
import { aUser } from '#test/support/users.ts';

const MODERNLOOP = profileNamed('modernloop');
const MODJO = profileNamed('modjo');
const STANDARD = profileNamed('standard');

const URN = 'urn:scim:schemas:extension:modernloop:1.0:Profile';
const fieldOf = (name: string) => MODJO.fields.find((field) => field.name === name) as Field;

describe("the product's view of a user", () => {
  it('is under its own names, with null for what there is no value of', () => {
    const resource = {
      userName: 'ada',
      name: { givenName: 'Ada' },
      emails: [{ value: 'a@x.example' }],
      [URN]: { team: 'Analytical' },
    };

    expect(productUser(aUser({ resource }), MODERNLOOP)).toMatchObject({
      userName: 'ada',
      firstName: 'Ada',
      lastName: null,
      email: 'a@x.example',
      active: true,
      team: 'Analytical',
      title: null,
    });
  });

  it('of standard has the core attributes', () => {
    expect(Object.keys(productUser(aUser(), STANDARD))).toContain('externalId');
  });
});

describe('a field of several values', () => {
  const work = { value: 'w', type: 'WORK' };
  const primary = { value: 'p', type: 'home', primary: true };
  const first = { value: 'f', type: 'mobile' };

  it.each<[string, readonly JsonObject[], string | undefined, string | undefined]>([
    ['all three', [first, primary, work], 'w', 'p'],
    ['no work', [first, primary], 'p', 'p'],
    ['neither', [first], 'f', 'f'],
    ['none', [], undefined, undefined],
  ])('is read as its attribute asks, of %s', (_, values, phone, email) => {
    const resource = { userName: 'ada', phoneNumbers: values, emails: values };

    expect(fieldValue(fieldOf('phoneNumber'), resource)).toBe(phone);
    expect(fieldValue(fieldOf('email'), resource)).toBe(email);
  });

  it.each([
    ['phoneNumber', [first, primary, work]],
    ['phoneNumber', [first, primary]],
    ['phoneNumber', [first]],
    ['phoneNumber', []],
    ['email', [first, primary, work]],
    ['email', [first, work]],
    ['email', [first, { value: '"quoted" \\ value' }]],
    ['email', [{ value: '"quoted" \\ value' }]],
    ['email', []],
    ['firstName', []],
  ])('written by its path, %s is what is read then: %j', (name, values) => {
    const before: JsonObject = {
      userName: 'ada',
      active: true,
      phoneNumbers: values,
      emails: values,
    };
    const path = fieldPath(fieldOf(name), before);
    const operation = { op: 'add', path, value: 'new' };

    const { operations } = readPatchRequest(MODJO.schemas, { Operations: [operation] });
    const after = applyPatch(MODJO.schemas, before, operations);

    expect(fieldValue(fieldOf(name), after)).toBe('new');
  });
});

describe('who an event is about', () => {
  const user = aUser({
    resource: { userName: 'ada', externalId: 'E1', ...{ title: 'Lead' } },
    appFields: { teams: ['a'] },
  });

  it('is by default externalId and userName, and the app-owned fields of the profile', () => {
    expect(eventPerson(MODJO, user)).toEqual({
      externalId: 'E1',
      userName: 'ada',
      attributes: { appUserId: null, teams: ['a'], recordingLicense: null, crmAccount: null },
    });
  });

  it('is what the profile chooses', () => {
    const profile = buildProfile({
      ...STANDARD,
      required: [],
      formats: [],
      events: { identity: [], fields: ['title'] },
    });

    expect(eventPerson(profile, user)).toEqual({
      externalId: null,
      userName: null,
      attributes: { title: 'Lead' },
    });
  });
});
