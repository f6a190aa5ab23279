/** `npm start`, as a process that tells what it has used. */

import { startLocalEndpoint } from '#local/start.ts';
import { serveCalls } from './measured-process.ts';

const options = { port: 0, host: '127.0.0.1', json: true };
const { scimBaseUrl, workspaces } = await startLocalEndpoint(options, console.error);
const token = workspaces.find(({ profile }) => profile === 'standard')?.token;

serveCalls({ scimBaseUrl, token });
