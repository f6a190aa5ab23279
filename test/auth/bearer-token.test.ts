import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newBearerToken, readBearerToken } from '#auth/bearer-token.ts';
import { SYSTEM } from '#compose/adapters.ts';

const WORKSPACE_IDS = ['a', 'acme', 'acme-2', '0', 'w'.repeat(50), SYSTEM.newId()];
const { token: TOKEN } = newBearerToken(SYSTEM, 'acme');

describe('a SCIM token', () => {
  it('is rc, workspace, tokenId, 43 characters of secret and 6 of checksum', () => {
    const secret = Buffer.alloc(32, 0xff);
    const newId = () => '01900000-0000-7000-8000-00000000aaaa';

    const { token, tokenId } = newBearerToken({ newId, randomBytes: () => secret }, 'acme');

    expect(tokenId).toBe('01900000-0000-7000-8000-00000000aaaa');
    expect(token).toMatch(/^rc_acme_01900000-0000-7000-8000-00000000aaaa__{42}8[\w-]{6}$/);
  });

  it('has 32 random bytes, and another secret each time', () => {
    const sizes: number[] = [];
    const randomBytes = (size: number) => {
      sizes.push(size);
      return SYSTEM.randomBytes(size);
    };

    const tokens = Array.from({ length: 100 }, () =>
      newBearerToken({ ...SYSTEM, randomBytes }, 'acme').token.slice(-49),
    );

    expect(new Set(tokens).size).toBe(100);
    expect(new Set(sizes)).toEqual(new Set([32]));
  });

  it.each(WORKSPACE_IDS)('is read back as it was made, for workspace %s', (workspaceId) => {
    const { token, tokenId, digest } = newBearerToken(SYSTEM, workspaceId);

    const read = readBearerToken(`Bearer ${token}`);

    expect(read).toEqual({ workspaceId, tokenId, digest });
  });

  it('has the SHA-256 of the whole token as its digest', () => {
    const { token, digest } = newBearerToken(SYSTEM, 'acme');

    expect(Buffer.from(digest)).toEqual(createHash('sha256').update(token).digest());
  });

  it.each([
    ['Bearer', `Bearer ${TOKEN}`],
    ['bearer', `bearer ${TOKEN}`],
    ['BEARER', `BEARER ${TOKEN}`],
    ['several spaces', `Bearer   ${TOKEN}`],
    ['space around it', ` Bearer ${TOKEN} `],
    ['no scheme, as Okta sends it', TOKEN],
  ])('is taken with %s', (_, header) => {
    expect(readBearerToken(header)?.workspaceId).toBe('acme');
  });

  it.each([
    ['nothing', undefined],
    ['an empty header', ''],
    ['a scheme alone', 'Bearer'],
    ['an empty token', 'Bearer '],
    ['undefined', 'Bearer undefined'],
    ['null', 'Bearer null'],
    ['another scheme', `Basic ${TOKEN}`],
    ['the scheme twice', `Bearer Bearer ${TOKEN}`],
    ['no space behind the scheme', `Bearer${TOKEN}`],
    ['two headers', `Bearer ${TOKEN}, Bearer ${TOKEN}`],
    ['two headers without space', `Bearer ${TOKEN},Bearer ${TOKEN}`],
    ['something behind it', `Bearer ${TOKEN} x`],
    ['a quoted token', `Bearer "${TOKEN}"`],
    ['a line break in it', `Bearer ${TOKEN.slice(0, 60)}\n${TOKEN.slice(60)}`],
    ['another prefix', `Bearer ${TOKEN.replace('rc_', 'rk_')}`],
    ['a longer one', `Bearer ${TOKEN}A`],
    ['a truncated one', `Bearer ${TOKEN.slice(0, -1)}`],
    ['capitals', `Bearer ${TOKEN.toUpperCase()}`],
    ['another workspace', `Bearer ${TOKEN.replace('rc_acme_', 'rc_acme-2_')}`],
    ['a workspace id that cannot be', `Bearer ${TOKEN.replace('rc_acme_', 'rc_-acme_')}`],
    ['a long workspace id', `Bearer ${TOKEN.replace('rc_acme_', `rc_${'w'.repeat(51)}_`)}`],
    ['other letters', `Bearer ${TOKEN.replace('rc_', 'rс_')}`],
    ['10 KB', `Bearer ${TOKEN}${'A'.repeat(10_240)}`],
    ['10 KB of spaces', `Bearer${' '.repeat(10_240)}`],
  ])('is none in %s', (_, header) => {
    expect(readBearerToken(header)).toBeUndefined();
  });

  it('is none when any one character of it is another', () => {
    const alphabet = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_'];
    const position = fc.integer({ min: 0, max: TOKEN.length - 1 });

    fc.assert(
      fc.property(position, fc.constantFrom(...alphabet), (index, letter) => {
        fc.pre(TOKEN[index] !== letter);
        const changed = `${TOKEN.slice(0, index)}${letter}${TOKEN.slice(index + 1)}`;
        expect(readBearerToken(changed)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  it('is none in whatever is sent, and that is seen at once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (header) => {
        expect(readBearerToken(header)).toBeUndefined();
        expect(readBearerToken(`Bearer rc_${header}`)).toBeUndefined();
      }),
    );
    const start = performance.now();
    readBearerToken(`Bearer ${'rc_a_'.repeat(200_000)}`);
    readBearerToken(' '.repeat(1_000_000));
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
