/** The demo workspaces, each with a fresh token. */

import { type IssuedToken, issueToken } from '#administration/tokens/issue-token.ts';
import { makeWorkspace } from '#administration/workspaces/make-workspace.ts';
import { systemContext } from '#auth/mint-context.ts';
import type { AdministrationPorts } from '#compose/administration-ports.ts';

export interface DemoWorkspace {
  readonly id: string;
  readonly profile: string;
  readonly token: string;
  /** Tokens that died to make room for this one. */
  readonly retired: number;
}

const PROFILES = ['modernloop', 'modjo', 'standard'] as const;
const PATIENCE_MS = 10_000;

/** Workspaces that are there keep their users and, up to the limit, their tokens. */
export async function seed(ports: AdministrationPorts): Promise<readonly DemoWorkspace[]> {
  return Promise.all(
    PROFILES.map(async (profile) => {
      const id = `${profile}-demo`;
      const existing = await ports.workspaces.read(id);
      if (existing === undefined) {
        await makeWorkspace(ports, { id, name: `${profile} demo`, profile });
      }
      const { token, retired } = await freshToken(ports, id);
      return { id, profile, token, retired: retired.length };
    }),
  );
}

/** Another process may be seeding the same workspace. */
async function freshToken(ports: AdministrationPorts, id: string): Promise<IssuedToken> {
  const giveUpAt = ports.now() + PATIENCE_MS;
  while (ports.now() < giveUpAt) {
    const workspace = await ports.workspaces.read(id);
    if (workspace === undefined) break;
    const context = systemContext(workspace, 'seed', ports.newId(), giveUpAt);
    const issued = await issueToken(ports, context);
    if (issued !== undefined) return issued;
    await ports.sleep(ports.random() * 100);
  }
  throw new Error(`workspace ${id} cannot be given a token`);
}
