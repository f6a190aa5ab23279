/** `npm run test:deploy`: deploys the stack on an AWS emulator, uses it, and removes it. */

import { once } from 'node:events';
import { checkCorpus } from './checks/corpus.ts';
import { checkEvents } from './checks/events.ts';
import { checkRedeployment, checkRemoval } from './checks/lifetime.ts';
import { checkOutage } from './checks/outage.ts';
import { checkRevocation } from './checks/revocation.ts';
import { deployToEmulator, progress } from './cloud.ts';

const report = progress();
const cloud = await deployToEmulator(report);
try {
  const passed = run();
  passed.catch(() => {}); // Where it is interrupted, what it says then is of no interest.
  await Promise.race([passed, interrupted()]);
  report('passed');
} catch (error) {
  report('failed');
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await cloud.stop();
}

async function run(): Promise<void> {
  report('making the demo workspaces');
  const [workspace] = await cloud.admin.createDemoWorkspaces();
  if (workspace === undefined) throw new Error('there is no demo workspace');
  const target = { scimBaseUrl: `${cloud.url}/scim/v2`, token: workspace.token };
  await checkCorpus(target, report);
  report('deactivating 100 users');
  await checkEvents(cloud, target, report);
  report('deactivating users while the publisher is broken');
  await checkOutage(cloud, target);
  report('revoking a token under warm functions');
  await checkRevocation(cloud, workspace);
  report('deploying again: nothing changes');
  await checkRedeployment(cloud);
  report('cdk destroy');
  await checkRemoval(cloud);
}

async function interrupted(): Promise<never> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  throw new Error('interrupted');
}
