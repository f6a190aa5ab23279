/** What every TokenVault keeps, for those that need no AWS. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { fileVault } from '#local/file-vault.ts';
import { memoryVault } from '#local/memory-vault.ts';

const root = mkdtempSync(join(tmpdir(), 'rollcall-vaults-'));
afterAll(() => rmSync(root, { recursive: true }));

const TOKEN = '01900000-0000-7000-8000-000000000001';
const OTHER = '01900000-0000-7000-8000-000000000002';
const digest = Uint8Array.from({ length: 32 }, (_, index) => index * 8);

const bytesOf = (value: Uint8Array | undefined) => value && [...value];

describe.each([
  ['memory', () => memoryVault()],
  ['files', () => fileVault(mkdtempSync(join(root, 'vault-')))],
])('a vault in %s', (_, newVault) => {
  it('gives back the digest that was put, byte for byte', async () => {
    const vault = newVault();
    await vault.open('acme');

    await vault.put('acme', TOKEN, digest);

    expect(bytesOf(await vault.read('acme', TOKEN))).toEqual([...digest]);
  });

  it('has nothing of what was never put', async () => {
    const vault = newVault();
    await vault.open('acme');

    expect(await vault.read('acme', TOKEN)).toBeUndefined();
    expect(await vault.read('nobody', TOKEN)).toBeUndefined();
  });

  it('keeps workspaces and tokens apart', async () => {
    const vault = newVault();
    await vault.open('acme');
    await vault.open('acme-2');

    await vault.put('acme', TOKEN, digest);

    expect(await vault.read('acme-2', TOKEN)).toBeUndefined();
    expect(await vault.read('acme', OTHER)).toBeUndefined();
  });

  it('can be opened, put into and made to forget as often as one likes', async () => {
    const vault = newVault();

    await Promise.all([vault.open('acme'), vault.open('acme')]);
    await vault.put('acme', TOKEN, digest);
    await vault.put('acme', TOKEN, digest);
    await vault.open('acme');

    expect(bytesOf(await vault.read('acme', TOKEN))).toEqual([...digest]);
    await vault.forget('acme', [TOKEN]);
    await vault.forget('acme', [TOKEN]);
    expect(await vault.read('acme', TOKEN)).toBeUndefined();
  });

  it('forgets what it is asked to forget, and nothing else', async () => {
    const vault = newVault();
    await vault.open('acme');
    await vault.put('acme', TOKEN, digest);
    await vault.put('acme', OTHER, digest);

    await vault.forget('acme', [TOKEN]);
    await vault.forget('acme', []);

    expect(await vault.read('acme', TOKEN)).toBeUndefined();
    expect(bytesOf(await vault.read('acme', OTHER))).toEqual([...digest]);
  });

  it('lists what was put, with when; what is forgotten cannot be read', async () => {
    const vault = newVault();
    await vault.open('acme');
    await vault.put('acme', TOKEN, digest);
    await vault.put('acme', OTHER, digest);
    await vault.forget('acme', [OTHER]);

    const listed = await vault.list('acme');

    expect(listed.filter(({ isForgotten }) => !isForgotten)).toMatchObject([{ tokenId: TOKEN }]);
    expect(Math.abs(Number(listed[0]?.createdAt) - Date.now())).toBeLessThan(10_000);
    expect(await vault.list('nobody')).toEqual([]);
  });

  it('has nothing of a workspace once it is closed, and can be closed again', async () => {
    const vault = newVault();
    await vault.open('acme');
    await vault.put('acme', TOKEN, digest);

    await vault.close('acme');
    await vault.close('acme');

    expect(await vault.read('acme', TOKEN)).toBeUndefined();
    expect(await vault.list('acme')).toEqual([]);
  });
});
