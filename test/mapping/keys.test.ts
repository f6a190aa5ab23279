import { describe, expect, it } from '@jest/globals';
import { identityEmail, userKeys } from '#mapping/keys.ts';
import type { Json, JsonObject } from '#scim/json.ts';

describe('the keys of a user', () => {
  it('are folded, but for externalId, which is compared exactly (RFC 7643 §3.1)', () => {
    const keys = userKeys(
      {
        userName: 'BJensen@Example.com',
        externalId: 'ExtId',
        emails: [{ value: 'B@Work.example' }, { value: 'b@HOME.example' }],
      },
      true,
    );

    expect(keys).toEqual({
      userName: 'bjensen@example.com',
      email: 'b@work.example',
      isEmailUnique: true,
      externalId: 'ExtId',
      emails: ['b@work.example', 'b@home.example'],
    });
  });

  it('hold every e-mail once, whatever its type and case', () => {
    const emails: Json = [
      { value: 'a@x', type: 'work' },
      { value: 'A@X', type: 'home' },
      { value: 'b@x' },
      { type: 'other', display: 'no address' },
    ];

    expect(userKeys({ userName: 'a', emails }, false).emails).toEqual(['a@x', 'b@x']);
  });

  it('lack what the user lacks', () => {
    expect(userKeys({ userName: 'a' }, false)).toEqual({
      userName: 'a',
      isEmailUnique: false,
      emails: [],
    });
  });

  it('do not depend on how the same letters are encoded', () => {
    expect(userKeys({ userName: 'Ｊosé' }, false).userName).toBe(
      userKeys({ userName: 'jose\u0301' }, false).userName,
    );
  });
});

describe('the identity e-mail: primary, else work, else first, else the userName (DESIGN.md)', () => {
  const emails = (...list: JsonObject[]): JsonObject => ({ userName: 'u@x', emails: list });

  it.each<[string, JsonObject, string | undefined]>([
    [
      'the primary one before the one for work',
      emails({ value: 'w@x', type: 'work' }, { value: 'p@x', type: 'home', primary: true }),
      'p@x',
    ],
    [
      'the one for work before the first',
      emails({ value: 'h@x', type: 'home' }, { value: 'w@x', type: 'Work' }),
      'w@x',
    ],
    ['the first otherwise', emails({ value: 'h@x', type: 'home' }, { value: 'o@x' }), 'h@x'],
    ['none that has no address', emails({ display: 'x', type: 'work' }, { value: 'o@x' }), 'o@x'],
    ['the userName where there is no e-mail', { userName: 'u@x' }, 'u@x'],
    ['the userName where the list is empty', emails(), 'u@x'],
    ['nothing where that is no address', { userName: 'bjensen' }, undefined],
    ['nothing where it has two signs', { userName: 'a@b@c' }, undefined],
    ['nothing where it has blanks', { userName: 'a b@c' }, undefined],
    ['nothing where a side is empty', { userName: '@c' }, undefined],
  ])('%s', (_, resource, expected) => {
    expect(identityEmail(resource)).toBe(expected);
  });
});
