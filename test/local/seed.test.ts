import { expect, it } from '@jest/globals';
import { seedPorts } from '#compose/administration-ports.ts';
import { seed } from '#local/seed.ts';
import { bodyOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';

const { admin, send } = useDeployment();

it('a demo workspace that somebody has deleted is left alone by the next start', async () => {
  const { name } = bodyOf(await admin('GET', '/workspaces/modjo-demo'));
  await admin('DELETE', '/workspaces/modjo-demo', { name });

  const workspaces = await seed(seedPorts());

  expect(workspaces.map(({ id }) => id)).toEqual(['modernloop-demo', 'standard-demo']);
  for (const { token } of workspaces) {
    const answer = await send('GET', '/Users', undefined, { authorization: `Bearer ${token}` });
    expect(answer.statusCode).toBe(200);
  }
});
