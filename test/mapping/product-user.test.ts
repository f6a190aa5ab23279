import { describe, expect, it } from '@jest/globals';
import { type Field, fieldOperation, fieldValue } from '#mapping/product-field.ts';
import { eventPerson, productUser } from '#mapping/product-user.ts';
import { buildProfile } from '#mapping/profile.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { MODJO as DEFINITION } from '#mapping/profiles/modjo.ts';
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

  const work2 = { value: 'w2', type: 'work' };
  const quoted = { value: '"quoted" \\ value' };
  const large = { value: 'F', type: 'other' };

  const WRITTEN: readonly [name: string, values: readonly JsonObject[], path: string][] = [
    ['phoneNumber', [first, primary, work], 'phoneNumbers[type eq "work"].value'],
    ['phoneNumber', [work2, work], 'phoneNumbers[type eq "work"].value'],
    ['phoneNumber', [first, primary], 'phoneNumbers[primary eq true].value'],
    ['phoneNumber', [first], 'phoneNumbers[value eq "f"].value'],
    ['phoneNumber', [first, large], 'phoneNumbers[value eq "f"].value'],
    ['phoneNumber', [], 'phoneNumbers[type eq "work"].value'],
    ['email', [first, primary, work], 'emails[primary eq true].value'],
    ['email', [first, work], 'emails[type eq "work"].value'],
    ['email', [first, quoted], 'emails[value eq "f"].value'],
    ['email', [quoted], 'emails[value eq "\\"quoted\\" \\\\ value"].value'],
    ['email', [], 'emails[type eq "work"].value'],
    ['firstName', [], 'name.givenName'],
  ];
  const resourceWith = (values: readonly JsonObject[]): JsonObject => ({
    userName: 'ada',
    name: { givenName: 'Ada' },
    active: true,
    phoneNumbers: values,
    emails: values,
  });
  const written = (name: string, before: JsonObject, value: string | null) =>
    applyPatch(MODJO.schemas, before, [fieldOperation(fieldOf(name), before, value)]);

  it.each(WRITTEN)('written, %s is what is read then: %j', (name, values) => {
    const after = written(name, resourceWith(values), 'new');

    expect(fieldValue(fieldOf(name), after)).toBe('new');
  });

  it.each(WRITTEN)('is written as SCIM does it, %s of %j by the path %s', (name, values, path) => {
    const before = resourceWith(values);
    const byPath = (operation: JsonObject) => {
      const body = { Operations: [{ ...operation, path }] };
      return applyPatch(MODJO.schemas, before, readPatchRequest(MODJO.schemas, body).operations);
    };

    expect(written(name, before, 'new')).toEqual(byPath({ op: 'add', value: 'new' }));
    expect(written(name, before, '')).toEqual(byPath({ op: 'add', value: '' }));
    expect(written(name, before, null)).toEqual(byPath({ op: 'remove' }));
  });

  it.each([
    ['groups', 'groups is read-only: leave it out'],
    ['addresses', 'addresses has no values that can be set here'],
  ])('is refused where nobody may set it: %s', (path, detail) => {
    const field = { name: 'field', path, description: 'A field.' };
    const profile = buildProfile({ ...DEFINITION, fields: [field] });

    expect(() => fieldOperation(profile.fields[0] as Field, resourceWith([]), 'new')).toThrow(
      expect.objectContaining({ status: 400, scimType: 'mutability', message: detail }),
    );
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
