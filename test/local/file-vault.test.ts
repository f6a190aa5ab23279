import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileVault } from '#local/file-vault.ts';

const TOKEN = '01900000-0000-7000-8000-000000000001';
const digest = Uint8Array.from({ length: 32 }, (_, index) => 255 - index);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-file-vault-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('a vault in files', () => {
  it('has one file for each token, and no draft of one', async () => {
    const vault = fileVault(folder);
    await vault.open('acme');

    await vault.put('acme', TOKEN, digest);

    expect(readdirSync(folder)).toEqual(['acme']);
    expect(readdirSync(join(folder, 'acme'))).toEqual([TOKEN]);
  });

  it('shows them to their owner alone', async () => {
    const vault = fileVault(folder);
    await vault.open('acme');

    await vault.put('acme', TOKEN, digest);

    expect(modeOf(join(folder, 'acme')).toString(8)).toBe('700');
    expect(modeOf(join(folder, 'acme', TOKEN)).toString(8)).toBe('600');
  });

  it('is read by another process on the same folder', async () => {
    await fileVault(folder).put('acme', TOKEN, digest);

    const read = await fileVault(folder).read('acme', TOKEN);

    expect(read && [...read]).toEqual([...digest]);
  });

  it('takes the tokens that several processes issue at the same time', async () => {
    const tokenIds = Array.from({ length: 40 }, (_, n) => `${TOKEN.slice(0, -2)}${n + 10}`);

    await Promise.all(tokenIds.map((tokenId) => fileVault(folder).put('acme', tokenId, digest)));

    expect(readdirSync(join(folder, 'acme')).sort()).toEqual(tokenIds);
  });

  it('overlooks a draft that a killed process has left', async () => {
    const vault = fileVault(folder);
    await vault.open('acme');
    await writeFile(join(folder, 'acme', `${TOKEN}.draft`), 'ab');

    expect(await vault.read('acme', TOKEN)).toBeUndefined();
    await vault.put('acme', TOKEN, digest);
    expect(readFileSync(join(folder, 'acme', TOKEN), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('fails where it cannot be read: a token that is there must not look dead', async () => {
    const vault = fileVault(folder);
    mkdirSync(join(folder, 'acme', TOKEN), { recursive: true });

    await expect(vault.read('acme', TOKEN)).rejects.toThrow('EISDIR');
  });
});
