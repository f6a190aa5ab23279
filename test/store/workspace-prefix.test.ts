/** Whatever is exported by keys.ts and begins with a workspace: no key of it is another workspace's. */

import { describe, expect, it } from '@jest/globals';
import * as keys from '#store/keys.ts';

type KeyFunction = (workspaceId: string, ...values: readonly unknown[]) => unknown;

const ofAWorkspace = Object.entries(keys as Readonly<Record<string, unknown>>).filter(
  (entry): entry is [string, KeyFunction] =>
    typeof entry[1] === 'function' && /^\(?workspaceId\b/.test(String(entry[1])),
);

/** Every key in what a function gives: itself, or those in a list. Some take a key, most take texts. */
function keysOf(keyOf: KeyFunction, workspaceId: string): readonly unknown[] {
  const takesKey = /^\(workspaceId, \{/.test(String(keyOf));
  const values = takesKey ? [{ pk: 'x', sk: 'GROUP#x' }] : ['x', 'y', 'z'];
  return [keyOf(workspaceId, ...values)].flat();
}

describe('the keys of a workspace', () => {
  it('are many', () => {
    expect(ofAWorkspace.length).toBeGreaterThan(15);
  });

  it.each(ofAWorkspace)('name it, whatever else they say: %s', (_, keyOf) => {
    const own = keysOf(keyOf, 'acme');
    const others = keysOf(keyOf, 'other');

    expect(own.length).toBeGreaterThan(0);
    for (const [index, key] of own.entries()) {
      expect(JSON.stringify(key)).toContain('acme');
      expect(JSON.stringify(others[index])).toBe(JSON.stringify(key).replaceAll('acme', 'other'));
    }
  });
});
