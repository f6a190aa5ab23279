import { describe, expect, it } from '@jest/globals';
import type { User } from '#directory/user.ts';
import { decideUser, keepIdentityEmail } from '#mapping/decide-user.ts';
import type { Profile } from '#mapping/profile.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import type { JsonObject } from '#scim/json.ts';
import { refusal } from '#test/support/scim-core.ts';
import { aUser } from '#test/support/users.ts';

const MODERNLOOP = profileNamed('modernloop');
const MODJO = profileNamed('modjo');
const STANDARD = profileNamed('standard');

const ada: JsonObject = {
  userName: 'ada@example.com',
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [{ value: 'ada@example.com', type: 'work', primary: true }],
};
const { name: _name, ...nameless } = ada;
const { emails: _emails, ...addressless } = ada;

const create = (profile: Profile, resource: JsonObject) =>
  decideUser(profile, { change: 'create', before: undefined, resource, deprovisions: false });
const change = (kind: 'replace' | 'patch', profile: Profile, before: User, resource: JsonObject) =>
  decideUser(profile, { change: kind, before, resource, deprovisions: resource.active === false });
const stored = (resource: JsonObject) => aUser({ resource, active: resource.active !== false });

describe('active (DESIGN.md, decisions)', () => {
  it.each([
    [{}, true],
    [{ active: true }, true],
    [{ active: false }, false],
  ])('of a POST with %j is %j', (parts, active) => {
    const { user } = create(STANDARD, { ...ada, ...parts });

    expect(user.active).toBe(active);
    expect(user.resource.active).toBe(active);
  });

  it.each([true, false])(
    'of a PUT without it stays %j: nobody is reactivated by accident',
    (active) => {
      const { user } = change('replace', STANDARD, stored({ ...ada, active }), ada);

      expect([user.active, user.resource.active]).toEqual([active, active]);
    },
  );

  it('cannot be emptied by a PATCH: 400 mutability', () => {
    expect(() => change('patch', STANDARD, stored(ada), ada)).toThrow(
      refusal('mutability', /^active /),
    );
  });
});

describe('required attributes', () => {
  it.each<[string, Profile, JsonObject, RegExp]>([
    [
      'userName',
      STANDARD,
      { name: { givenName: 'Ada' } },
      /^userName is required: map it in your identity provider, and fill it in for this user$/,
    ],
    [
      'a given name',
      MODJO,
      { ...ada, name: { familyName: 'L' } },
      /^name\.givenName is required: map it/,
    ],
    ['a family name', MODERNLOOP, { ...ada, name: { givenName: 'A' } }, /^name\.familyName is/],
    ['both names', MODJO, nameless, /^name\.givenName is required: map it/],
    ['an e-mail', MODERNLOOP, addressless, /^emails is required: map it/],
    [
      'an identity e-mail',
      MODJO,
      { ...addressless, userName: 'ada' },
      /^emails is required: map it/,
    ],
  ])(
    'of a POST and a PUT: without %s 400 invalidValue that names it',
    (_, profile, body, detail) => {
      expect(() => create(profile, body)).toThrow(refusal('invalidValue', detail));
      expect(() => change('replace', profile, stored(ada), body)).toThrow(
        refusal('invalidValue', detail),
      );
    },
  );

  it.each([' ', '\t\n', '\u00a0\u3000'])(
    'a userName of nothing but blanks is none: %j',
    (userName) => {
      expect(() => create(STANDARD, { userName })).toThrow(refusal('invalidValue', /^userName is/));
    },
  );

  it('of modjo: a userName that is an address stands for the identity e-mail', () => {
    expect(create(MODJO, addressless).user.keys).toMatchObject({
      email: 'ada@example.com',
      isEmailUnique: true,
    });
  });

  it.each<[string, Profile, JsonObject, RegExp]>([
    [
      'userName',
      STANDARD,
      { active: true },
      /^userName must keep a value: send another, or leave it out$/,
    ],
    [
      'a name',
      MODJO,
      { ...nameless, active: true },
      /^name\.givenName must keep a value: send another, or leave it out$/,
    ],
    [
      'emails',
      MODERNLOOP,
      { ...addressless, active: true },
      /^emails must keep a value: send another, or leave it out$/,
    ],
  ])('emptied by a PATCH are 400 mutability: %s', (_, profile, resource, detail) => {
    expect(() => change('patch', profile, stored(ada), resource)).toThrow(
      refusal('mutability', detail),
    );
  });

  it('that a user never had do not stop a PATCH of something else', () => {
    const before = stored({ ...nameless, userName: 'ada', emails: [] });
    const resource = { ...before.resource, title: 'Countess' };

    expect(change('patch', MODJO, before, resource).user.resource).toMatchObject({
      title: 'Countess',
    });
  });

  it('but a PATCH may not lose half of them', () => {
    const resource = { ...ada, active: true, name: { givenName: 'Ada' } };

    expect(() => change('patch', MODJO, stored(ada), resource)).toThrow(
      refusal('mutability', /^name\.familyName /),
    );
  });
});

describe('formats', () => {
  it('of modjo: the time zone, on every change', () => {
    const wrong = { ...ada, timezone: '+02:00', active: true };
    const detail = /^timezone must be an IANA time zone/;

    expect(() => create(MODJO, wrong)).toThrow(refusal('invalidValue', detail));
    expect(() => change('replace', MODJO, stored(ada), wrong)).toThrow(refusal('invalidValue'));
    expect(() => change('patch', MODJO, stored(ada), wrong)).toThrow(refusal('invalidValue'));
  });

  it('bind no profile that does not have them', () => {
    expect(create(STANDARD, { ...ada, timezone: 'Mars' }).user.resource.timezone).toBe('Mars');
  });

  it('do not stop a change of something else where the value was there before the rule', () => {
    const before = stored({ ...ada, timezone: 'Mars' });

    const { user, kept } = change('patch', MODJO, before, { ...before.resource, title: 'x' });

    expect(user.resource).toMatchObject({ timezone: 'Mars', title: 'x' });
    expect(kept).toEqual([]);
  });
});

describe('deprovisioning is never blocked (DESIGN.md)', () => {
  it.each<[string, Profile, JsonObject, string[]]>([
    ['without its names', MODJO, nameless, ['name.givenName', 'name.familyName']],
    ['without e-mails', MODERNLOOP, addressless, ['emails']],
    ['with another time zone that is none', MODJO, { ...ada, timezone: 'Mars' }, ['timezone']],
  ])('by a PUT %s: what offends keeps its value, and is told', (_, profile, body, paths) => {
    const before = stored({ ...ada, timezone: 'Europe/London' });

    const { user, kept } = change('replace', profile, before, {
      ...body,
      title: 'x',
      active: false,
    });

    expect(user.active).toBe(false);
    expect(user.resource).toMatchObject({ title: 'x', active: false });
    expect(kept).toEqual(paths);
    expect(user.resource.name).toEqual(ada.name);
    expect(user.resource.emails).toEqual(ada.emails);
  });

  it('by a PATCH that empties a name', () => {
    const { user, kept } = change('patch', MODJO, stored(ada), {
      ...ada,
      name: { givenName: 'Ada' },
      active: false,
    });

    expect(user).toMatchObject({ active: false, resource: { name: ada.name } });
    expect(kept).toEqual(['name.familyName']);
  });

  it('but userName is the schema’s rule: without it a PUT is 400 even then', () => {
    expect(() => change('replace', STANDARD, stored(ada), { active: false })).toThrow(
      refusal('invalidValue', /^userName/),
    );
  });

  it('and a POST of an inactive user deprovisions nobody', () => {
    const resource = { ...nameless, active: false };

    expect(() =>
      decideUser(MODJO, { change: 'create', before: undefined, resource, deprovisions: true }),
    ).toThrow(refusal('invalidValue'));
  });

  it('nor does a request that says false first and true at last', () => {
    const resource = { ...nameless, active: true };

    expect(() =>
      decideUser(MODJO, { change: 'patch', before: stored(ada), resource, deprovisions: true }),
    ).toThrow(refusal('mutability'));
  });

  it('nor by the address of somebody else: the e-mails stay as they were', () => {
    const before = stored(ada);
    const emails = [{ value: 'taken@example.com', primary: true }];
    const decision = change('patch', MODJO, before, { ...ada, emails, title: 'x', active: false });

    const { user, kept } = keepIdentityEmail(MODJO, before, decision);

    expect(user.resource).toEqual({ ...ada, title: 'x', active: false });
    expect(user.keys.email).toBe('ada@example.com');
    expect(kept).toEqual(['emails']);
  });
});

describe('a decision', () => {
  it('leaves the proposal and the user as they were', () => {
    const before = stored(ada);
    const resource = { ...nameless, active: false };
    const copies = structuredClone([before.resource, resource]);

    change('replace', MODJO, before, resource);

    expect([before.resource, resource]).toEqual(copies);
  });

  it('makes the e-mail unique where the profile says so (DESIGN.md, uniqueness)', () => {
    expect(create(STANDARD, ada).user.keys.isEmailUnique).toBe(false);
    expect(create(MODERNLOOP, ada).user.keys.isEmailUnique).toBe(true);
    expect(create(MODJO, ada).user.keys.isEmailUnique).toBe(true);
  });
});
