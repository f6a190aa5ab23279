import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '#scim/json.ts';
import { patch, refusal } from '#test/support/scim-core.ts';

const work = { value: 'a@work', type: 'work', primary: true };
const home = { value: 'a@home', type: 'home' };
const user: JsonObject = { emails: [work, home] };

describe('one primary value, RFC 7644 §3.5.2 and RFC 7643 §2.4', () => {
  it.each<[string, JsonObject]>([
    ['add of a new value', { op: 'add', path: 'emails', value: { value: 'c', primary: true } }],
    ['add without a path', { op: 'add', value: { emails: [{ value: 'c', primary: 'True' }] } }],
    [
      'add of a value that is there',
      { op: 'add', path: 'emails', value: { ...home, primary: true } },
    ],
    [
      'replace of the sub-attribute',
      { op: 'replace', path: 'emails[type eq "home"].primary', value: true },
    ],
    ['add to the value', { op: 'add', path: 'emails[type eq "home"]', value: { primary: true } }],
    [
      'replace of the value',
      { op: 'replace', path: 'emails[type eq "home"]', value: { value: 'c', primary: true } },
    ],
    [
      'a value that the path makes',
      { op: 'replace', path: 'emails[type eq "other"]', value: { value: 'c', primary: true } },
    ],
  ])('a new primary ends the old one: %s', (_, operation) => {
    const { emails } = patch(user, operation);

    expect(primaries(emails)).toHaveLength(1);
    expect(primaries(emails)).not.toContain(work.value);
    expect(emails).toEqual(expect.arrayContaining([{ ...work, primary: false }]));
  });

  it('moves with each operation of a request, and ends at the last', () => {
    const move = (type: string) => ({
      op: 'replace',
      path: `emails[type eq "${type}"].primary`,
      value: 'True',
    });

    expect(primaries(patch(user, move('home'), move('work'), move('home')).emails)).toEqual([
      home.value,
    ]);
  });

  it('stays where a value that is not primary comes in or changes', () => {
    const { emails } = patch(
      user,
      { op: 'add', path: 'emails', value: { value: 'c', primary: false } },
      { op: 'replace', path: 'emails[type eq "home"].primary', value: false },
    );

    expect(primaries(emails)).toEqual([work.value]);
  });

  it('stays where the very same value is added once more, by an address too (§3.5.2.1)', () => {
    const address = { type: 'work', country: 'FR', primary: true };
    const addressed = { emails: [work, home], addresses: [address] };

    const patched = patch(addressed, { op: 'add', value: addressed });

    expect(patched).toEqual(addressed);
  });

  it('may be none: nobody is made primary instead', () => {
    expect(
      primaries(
        patch(user, { op: 'replace', path: 'emails[primary eq true].primary', value: false })
          .emails,
      ),
    ).toEqual([]);
    expect(
      primaries(patch(user, { op: 'remove', path: 'emails[primary eq true]' }).emails),
    ).toEqual([]);
  });

  it('is not taken away by a value that has nothing to say and is dropped', () => {
    const { emails } = patch(user, {
      op: 'add',
      path: 'emails[type eq "other"].primary',
      value: true,
    });

    expect(emails).toEqual([work, home]);
  });

  it.each<JsonObject>([
    {
      op: 'add',
      path: 'emails',
      value: [
        { value: 'c', primary: true },
        { value: 'd', primary: true },
      ],
    },
    {
      op: 'replace',
      path: 'emails',
      value: [
        { value: 'c', primary: true },
        { value: 'd', primary: 'True' },
      ],
    },
    { op: 'replace', path: 'emails[value pr].primary', value: true },
  ])('several in one operation are 400 invalidValue: %j', (operation) => {
    expect(() => patch(user, operation)).toThrow(refusal('invalidValue', /^emails /));
  });

  it('is the one that is said last, of several that an operation before has left', () => {
    const { emails } = patch(
      {},
      { op: 'add', path: 'emails', value: [work, { ...home, primary: true }] },
      { op: 'add', path: 'emails[type eq "home"].primary', value: true },
    );

    expect(emails).toEqual([
      { ...work, primary: false },
      { ...home, primary: true },
    ]);
  });

  it('is one of each attribute, not of all of them', () => {
    const { emails } = patch(user, {
      op: 'add',
      path: 'roles',
      value: { value: 'x', primary: true },
    });

    expect(emails).toEqual([work, home]);
  });
});

function primaries(emails: Json | undefined): Json[] {
  const list = (emails ?? []) as JsonObject[];
  return list.filter(({ primary }) => primary === true).map(({ value }) => value ?? null);
}
