import { describe, expect, it } from '@jest/globals';
import { decideGroup } from '#mapping/decide-group.ts';
import { decideUser } from '#mapping/decide-user.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import type { JsonObject } from '#scim/json.ts';
import { normalise } from '#scim/normalise.ts';
import { refusal } from '#test/support/scim-core.ts';
import { aUser } from '#test/support/users.ts';

const STANDARD = profileNamed('standard');

const create = (resource: JsonObject) =>
  decideUser(STANDARD, { change: 'create', before: undefined, resource, deprovisions: false }).user;

/** A user whose resource has so many bytes as JSON in UTF-8, `active` included. */
function sized(bytes: number, filling = 'x'): JsonObject {
  const bare = { userName: 'ada', active: true, title: '' };
  const room = bytes - Buffer.byteLength(JSON.stringify(bare));
  const title = filling.repeat(room / Buffer.byteLength(filling));
  return { ...bare, title: title + 'x'.repeat(room - Buffer.byteLength(title)) };
}

describe('the limits of a user (DESIGN.md, limits)', () => {
  it('are 320 characters of userName', () => {
    expect(create({ userName: 'a'.repeat(320) }).keys.userName).toHaveLength(320);
    expect(() => create({ userName: 'a'.repeat(321) })).toThrow(
      refusal('invalidValue', /^userName .*320/),
    );
  });

  it('count characters, not UTF-16 units', () => {
    expect(create({ userName: '😀'.repeat(320) }).active).toBe(true);
    expect(() => create({ userName: '😀'.repeat(321) })).toThrow(refusal('invalidValue'));
  });

  it('are 20 e-mails', () => {
    const emails = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ value: `a${index}@x` }));

    expect(create({ userName: 'a', emails: emails(20) }).keys.emails).toHaveLength(20);
    expect(() => create({ userName: 'a', emails: emails(21) })).toThrow(
      refusal('invalidValue', /20 emails/),
    );
  });

  it('count an e-mail that is sent twice once', () => {
    const emails = Array.from({ length: 40 }, (_, index) => ({ value: `a${index % 20}@x` }));

    const { resource } = normalise(STANDARD.schemas, { userName: 'a', emails });

    expect(create(resource).keys.emails).toHaveLength(20);
  });

  it.each(['x', 'é', '😀'])('are 102,400 bytes of JSON in UTF-8, here of %s', (filling) => {
    const most = sized(102_400, filling);

    expect(create(most).active).toBe(true);
    expect(() => create({ ...most, nickName: 'x' })).toThrow(refusal('invalidValue', /102400/));
  });

  it('hold for e-mails as they are folded too: U+FDFA folds to eleven times its bytes', () => {
    const withEmail = (value: string) => ({ userName: 'ada', emails: [{ value }] });

    expect(create(withEmail('x'.repeat(102_330))).active).toBe(true);
    expect(create(withEmail('\ufdfa'.repeat(3000))).active).toBe(true);
    expect(() => create(withEmail('\ufdfa'.repeat(34_000)))).toThrow(
      refusal('invalidValue', /^emails.*204800/),
    );
  });

  it('are exact to the byte', () => {
    expect(Buffer.byteLength(JSON.stringify(create(sized(102_400)).resource))).toBe(102_400);
    expect(() => create(sized(102_401))).toThrow(refusal('invalidValue'));
  });

  it('do not keep anybody active: "false" is a byte longer than "true"', () => {
    const before = aUser({ resource: sized(102_400) });
    const resource = { ...before.resource, active: false };

    const attempt = () =>
      decideUser(STANDARD, { change: 'patch', before, resource, deprovisions: true });

    expect(attempt).not.toThrow();
  });
});

describe('the limit of a group', () => {
  const sizedGroup = (bytes: number) => {
    const bare = { displayName: 'x', externalId: '' };
    const room = bytes - Buffer.byteLength(JSON.stringify(bare));
    return { ...bare, externalId: 'x'.repeat(room) };
  };

  it('is 4,096 bytes of JSON: each event of a large change carries its names', () => {
    expect(decideGroup('create', sizedGroup(4096)).keys.displayName).toBe('x');
    expect(() => decideGroup('create', sizedGroup(4097))).toThrow(refusal('invalidValue', /4096/));
  });

  it('leaves room for a displayName that folds to eighteen times its characters', () => {
    const { keys } = decideGroup('create', { displayName: '\ufdfa'.repeat(1300) });

    expect(keys.displayName).toHaveLength(23_400);
  });
});
