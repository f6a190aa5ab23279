import { beforeEach, describe, expect, it } from '@jest/globals';
import { makeWorkspace } from '#administration/workspaces/make-workspace.ts';
import { SYSTEM } from '#compose/adapters.ts';
import { TryAgain } from '#directory/try-again.ts';
import { isId } from '#directory/user.ts';
import { DEFAULT_SETTINGS, type Workspace } from '#directory/workspace.ts';

const NOW = Date.parse('2026-01-01T00:00:00.000Z');

let steps: string[];
let stored: Workspace[];
let writeIds: string[];
beforeEach(() => {
  steps = [];
  stored = [];
  writeIds = [];
});

const ports = (isNew = true) => ({
  now: () => NOW,
  newId: SYSTEM.newId,
  vault: {
    async open(id: string) {
      steps.push(`open ${id}`);
    },
  },
  workspaces: {
    async create(workspace: Workspace, writeId: string) {
      steps.push(`create ${workspace.id}`);
      stored.push(workspace);
      writeIds.push(writeId);
      return isNew;
    },
  },
});
const ACME = { id: 'acme', name: 'Acme', profile: 'modjo' };

describe('creating a workspace', () => {
  it('gives it the default settings and no token', async () => {
    const workspace = await makeWorkspace(ports(), ACME);

    expect(workspace).toEqual({
      ...ACME,
      version: 1,
      createdAt: '2026-01-01T00:00:00.000Z',
      settings: DEFAULT_SETTINGS,
      tokens: {},
    });
    expect(stored).toEqual([workspace]);
  });

  it('makes the place for digests first', async () => {
    await makeWorkspace(ports(), ACME);

    expect(steps).toEqual(['open acme', 'create acme']);
  });

  it('names each write by a new UUID, so that two for one id are told apart', async () => {
    await makeWorkspace(ports(), ACME);
    await makeWorkspace(ports(), ACME);

    expect(writeIds.map(isId)).toEqual([true, true]);
    expect(new Set(writeIds).size).toBe(2);
  });

  it('answers undefined for an id that was given before', async () => {
    expect(await makeWorkspace(ports(false), ACME)).toBeUndefined();
  });

  it.each(['', '-a', 'A', 'a_b', 'a#b', 'a b', 'ä', 'w'.repeat(51), '../a'])(
    'refuses the id %p, and touches nothing',
    async (id) => {
      await expect(makeWorkspace(ports(), { ...ACME, id })).rejects.toThrow(TypeError);
      expect(steps).toEqual([]);
    },
  );

  it.each(['', 'nosuch', '__proto__'])(
    'refuses the profile %p, and touches nothing',
    async (profile) => {
      await expect(makeWorkspace(ports(), { ...ACME, profile })).rejects.toThrow(TypeError);
      expect(steps).toEqual([]);
    },
  );

  it('makes no workspace where the place for digests cannot be made', async () => {
    const away = { ...ports(), vault: { open: () => Promise.reject(new TryAgain('throttled')) } };

    await expect(makeWorkspace(away, ACME)).rejects.toThrow(TryAgain);
    expect(stored).toEqual([]);
  });
});
