/** `npm run deploy:local`: the stack on an AWS emulator on this machine, until Ctrl-C. */

import { once } from 'node:events';
import { deployToEmulator, progress } from './cloud.ts';
import { REGION } from './emulator.ts';

/** Signed, as IAM asks for it; the emulator looks at nobody's rights. */
const CREDENTIALS = 'AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test';

const report = progress();
const cloud = await deployToEmulator(report);
try {
  report('making the demo workspaces');
  const workspaces = await cloud.admin.createDemoWorkspaces();
  const asked = `npm run -s rollcall -- workspaces list --url ${cloud.url}/admin --region ${REGION}`;
  console.log(`\nSCIM   ${cloud.url}/scim/v2\nadmin  ${cloud.url}/admin; in another terminal:`);
  console.log(`       ${CREDENTIALS} ${asked}\n`);
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
