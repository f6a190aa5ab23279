/** A workspace whose profile was taken out. */

import { beforeEach, expect, it } from '@jest/globals';
import { issueToken } from '#administration/tokens/issue-token.ts';
import { systemContext } from '#auth/mint-context.ts';
import { seedPorts } from '#compose/administration-ports.ts';
import { lostProfileLine, workspacesWithoutProfile } from '#local/lost-profiles.ts';
import { bodyOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';
import { aWorkspace, aWorkspaceRecord } from '../support/workspaces.ts';

const { admin, send } = useDeployment();
const SENTENCE = 'this deployment has no profile gone';
const workspace = aWorkspace({ id: 'lost', profile: 'gone', tokens: {} });

beforeEach(async () => {
  await seedPorts().workspaces.create(workspace, aWorkspaceRecord(workspace));
});

it('is named when the endpoint starts, and no other is', async () => {
  const lost = await workspacesWithoutProfile(seedPorts());

  expect(lost.map(lostProfileLine)).toEqual([
    expect.stringContaining('workspace lost has the profile gone, which there is no more'),
  ]);
});

it('is a 500 that says so, for admins', async () => {
  const answer = await admin('GET', '/workspaces/lost/users');

  expect(answer.statusCode).toBe(500);
  expect(bodyOf(answer)).toMatchObject({ title: 'Internal error', detail: SENTENCE });
});

it('is a 500 that says so, for identity providers', async () => {
  const ports = seedPorts();
  const context = systemContext(workspace, 'test', ports.newId(), ports.now() + 10_000);
  const { token } = await issueToken(ports, context, { older: { kind: 'keep' } });

  const answer = await send('GET', '/Users', undefined, { authorization: `Bearer ${token}` });

  expect(answer.statusCode).toBe(500);
  expect(bodyOf(answer)).toMatchObject({ status: '500', detail: SENTENCE });
});
