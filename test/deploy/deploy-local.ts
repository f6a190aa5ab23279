/** `npm run deploy:local`: the stack on an AWS emulator on this machine, until Ctrl-C. */

import { once } from 'node:events';
import { deployToEmulator, progress } from './cloud.ts';

const report = progress();
const cloud = await deployToEmulator(report);
try {
  report('making the demo workspaces');
  const workspaces = await cloud.admin.createDemoWorkspaces();
  console.log(`\nSCIM   ${cloud.url}/scim/v2\nadmin  ${cloud.url}/admin\n`);
  for (const { id, token } of workspaces) console.log(`${id.padEnd(16)} ${token}`);
  console.log('\nOutputs of the stack:');
  for (const [name, value] of Object.entries(cloud.outputs)) console.log(`  ${name} = ${value}`);
  console.log(
    `\nAWS itself answers at http://127.0.0.1:${cloud.emulator.port}. Ctrl-C ends it all.`,
  );
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), cloud.emulator.ended]);
} finally {
  await cloud.stop();
}
