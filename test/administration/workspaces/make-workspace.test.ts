import { beforeEach, describe, expect, it } from '@jest/globals';
import { makeWorkspace } from '#administration/workspaces/make-workspace.ts';
import { SYSTEM } from '#compose/adapters.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import { TryAgain } from '#directory/try-again.ts';
import { DEFAULT_SETTINGS, type Workspace } from '#directory/workspace.ts';
import { misconfigured } from '#scim/scim-error.ts';

const NOW = Date.parse('2026-01-01T00:00:00.000Z');

let steps: string[];
let stored: Workspace[];
let records: ActivityRecord[];
beforeEach(() => {
  steps = [];
  stored = [];
  records = [];
});

const ports = (isNew = true, known?: Workspace) => ({
  now: () => NOW,
  newId: SYSTEM.newId,
  vault: {
    async open(id: string) {
      steps.push(`open ${id}`);
    },
  },
  workspaces: {
    read: async () => known,
    async create(workspace: Workspace, record: ActivityRecord) {
      steps.push(`create ${workspace.id}`);
      stored.push(workspace);
      records.push(record);
      return isNew;
    },
  },
});
const ACME = { id: 'acme', name: 'Acme', profile: 'modjo', settings: DEFAULT_SETTINGS };
const ORIGIN = {
  actor: { kind: 'admin', name: 'admin-1', scope: 'platform' },
  requestId: 'request-1',
  client: 'other',
} as const;

describe('creating a workspace', () => {
  it('gives it its settings and no token', async () => {
    const workspace = await makeWorkspace(ports(), ORIGIN, ACME);

    expect(workspace).toEqual({
      ...ACME,
      version: 1,
      createdAt: '2026-01-01T00:00:00.000Z',
      tokens: {},
    });
    expect(stored).toEqual([workspace]);
  });

  it('makes the place for digests first', async () => {
    await makeWorkspace(ports(), ORIGIN, ACME);

    expect(steps).toEqual(['open acme', 'create acme']);
  });

  it('writes down who made it, each time anew, so that two for one id are told apart', async () => {
    await makeWorkspace(ports(), ORIGIN, ACME);
    await makeWorkspace(ports(), ORIGIN, ACME);

    expect(records).toMatchObject([
      {
        ...ORIGIN,
        workspaceId: 'acme',
        operation: 'create',
        resource: { type: 'Workspace', id: 'acme' },
        version: 1,
        result: { status: 201 },
        events: [],
      },
      { workspaceId: 'acme' },
    ]);
    expect(new Set(records.map(({ id }) => id)).size).toBe(2);
  });

  it('answers undefined for an id that was given before', async () => {
    expect(await makeWorkspace(ports(false), ORIGIN, ACME)).toBeUndefined();
  });

  it('makes no place for digests of a workspace that was removed: nobody would remove it', async () => {
    const removed = { ...ACME, version: 2, createdAt: '', tokens: {}, deletedAt: '2025-01-01' };

    expect(await makeWorkspace(ports(true, removed), ORIGIN, ACME)).toBeUndefined();
    expect(steps).toEqual([]);
  });

  it.each(['', '-a', 'A', 'a_b', 'a#b', 'a b', 'ä', 'w'.repeat(51), '../a'])(
    'refuses the id %p, and touches nothing',
    async (id) => {
      await expect(makeWorkspace(ports(), ORIGIN, { ...ACME, id })).rejects.toThrow(TypeError);
      expect(steps).toEqual([]);
    },
  );

  it.each(['', 'nosuch', '__proto__'])(
    'refuses the profile %p, and touches nothing',
    async (profile) => {
      await expect(makeWorkspace(ports(), ORIGIN, { ...ACME, profile })).rejects.toThrow(
        misconfigured(`this deployment has no profile ${profile}`),
      );
      expect(steps).toEqual([]);
    },
  );

  it('makes no workspace where the place for digests cannot be made', async () => {
    const away = { ...ports(), vault: { open: () => Promise.reject(new TryAgain('throttled')) } };

    await expect(makeWorkspace(away, ORIGIN, ACME)).rejects.toThrow(TryAgain);
    expect(stored).toEqual([]);
  });
});
