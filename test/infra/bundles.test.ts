import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENTRIES } from '#functions/routes.ts';
import { type Bundle, bundle } from '#test/coldstart/bundles.ts';

const KB = 1024;

/** Of our own code, where an operation cannot do with 60 KB; in KB, so that it does not grow unseen. */
const LARGER: ReadonlyMap<string, readonly [limit: number, why: string]> = new Map([
  [
    'functions/users/patch-user.ts',
    [69, 'the language of PATCH paths, and every rule of a profile'],
  ],
  [
    'functions/groups/patch-group.ts',
    [74, 'the language of PATCH paths, memberships, and what they make of users and roles'],
  ],
  ['functions/admin/users.ts', [67, 'all that admins do with users, by the operations of PATCH']],
]);
const folder = mkdtempSync(join(tmpdir(), 'rollcall-bundles-'));
let bundles: readonly Bundle[];
beforeAll(async () => {
  bundles = await bundle(ENTRIES, folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a bundle', () => {
  it('has at most 430 KB', () => {
    const large = bundles.filter(({ bytes }) => bytes > 430 * KB);

    expect(bundles).toHaveLength(ENTRIES.length);
    expect(large.map(({ entry, bytes }) => [entry, bytes])).toEqual([]);
  });

  it('has at most 60 KB of our own code, or what its operation cannot do without', () => {
    const large = bundles.filter(({ entry, ownBytes }) => {
      const [limit] = LARGER.get(entry) ?? [60];
      return ownBytes > limit * KB;
    });

    expect(large.map(({ entry, ownBytes }) => [entry, ownBytes])).toEqual([]);
  });

  it.each([...LARGER])('is not listed as larger where it is not: %s', (entry, [limit]) => {
    const { ownBytes = 0 } = bundles.find((each) => each.entry === entry) ?? {};

    expect(ownBytes).toBeGreaterThan(60 * KB);
    expect(ownBytes).toBeGreaterThan((limit - 5) * KB);
  });

  it('has only the clients that its function may use', () => {
    const clients = (entry: string) => bundles.find((each) => each.entry === entry)?.clients;

    expect(clients('functions/users/get-user.ts')).toEqual([
      'client-dynamodb',
      'client-secrets-manager',
    ]);
    for (const { entry } of bundles) {
      const isBackground = /publish|sweep/.test(entry);
      const hasTokens = isBackground || !/admin/.test(entry) || /tokens|workspaces/.test(entry);
      expect([entry, clients(entry)?.includes('client-secrets-manager')]).toEqual([
        entry,
        hasTokens,
      ]);
      expect([entry, clients(entry)?.includes('client-eventbridge')]).toEqual([
        entry,
        isBackground,
      ]);
    }
  });

  it.each([
    ['event streams: no call has one', /\/event-streams\//],
    ['web streams, which Node.js takes a millisecond to load', /^node:stream\/web$/],
    ['the checks of profiles, which whoever deploys has made', /\/profile-checks\.ts$/],
    ['the schemas of events, which consumers read them by', /\/event-schema\.ts$/],
  ])('has nothing of %s', (_, unwanted) => {
    const found = bundles.flatMap(({ entry, modules }) =>
      modules.filter((name) => unwanted.test(name)).map((name) => [entry, name]),
    );

    expect(found).toEqual([]);
  });
});
