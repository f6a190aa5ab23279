import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Bundle, bundle, ENTRIES } from '#test/coldstart/bundles.ts';

const KB = 1024;
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
