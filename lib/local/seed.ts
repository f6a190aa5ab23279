/** The demo workspaces, each with a fresh token. */

import type { SeedPorts } from '#administration/ports.ts';
import { issueToken } from '#administration/tokens/issue-token.ts';
import { makeWorkspace } from '#administration/workspaces/make-workspace.ts';
import { impliedSettings } from '#administration/workspaces/settings.ts';
import { systemContext } from '#auth/mint-context.ts';
import { DEFAULT_SETTINGS, type Workspace } from '#directory/workspace.ts';

export interface DemoWorkspace {
  readonly id: string;
  readonly profile: string;
  readonly token: string;
  /** Tokens that died to make room for this one. */
  readonly retired: number;
}

const PROFILES = ['modernloop', 'modjo', 'standard'] as const;
const PATIENCE_MS = 10_000;

/**
 * Workspaces that are there keep their users and, up to the limit, their tokens. One that somebody has
 * deleted stays so.
 */
export async function seed(ports: SeedPorts): Promise<readonly DemoWorkspace[]> {
  const seeded = await Promise.all(
    PROFILES.map(async (profile) => {
      const id = `${profile}-demo`;
      const workspace = await demoWorkspace(ports, id, profile);
      if (workspace.deletedAt !== undefined) return [];
      const giveUpAt = ports.now() + PATIENCE_MS;
      const context = systemContext(workspace, 'seed', ports.newId(), giveUpAt);
      const { token, retired } = await issueToken(ports, context, { older: { kind: 'keep' } });
      return [{ id, profile, token, retired: retired.length }];
    }),
  );
  return seeded.flat();
}

/** Another process may be seeding the same workspace. */
async function demoWorkspace(ports: SeedPorts, id: string, profile: string): Promise<Workspace> {
  const existing = await ports.workspaces.read(id);
  if (existing !== undefined) return existing;
  const origin = {
    actor: { kind: 'system', name: 'seed' },
    requestId: ports.newId(),
    client: 'seed',
  } as const;
  const settings = { ...DEFAULT_SETTINGS, ...impliedSettings(profile) };
  const demo = { id, name: `${profile} demo`, profile, settings };
  const workspace = (await makeWorkspace(ports, origin, demo)) ?? (await ports.workspaces.read(id));
  if (workspace === undefined) throw new Error(`workspace ${id} cannot be made`);
  return workspace;
}
