/**
 * `npm start -- --no-events`, as a process that tells what it has used. On AWS another function
 * publishes the events, so that the work for them is not in the figures of a SCIM request.
 */

import { startLocalEndpoint } from '#local/start.ts';
import { serveCalls } from './measured-process.ts';

const options = { port: 0, host: '127.0.0.1', json: true, leavesEvents: true };
const { scimBaseUrl, workspaces } = await startLocalEndpoint(options, console.error);
const token = workspaces.find(({ profile }) => profile === 'standard')?.token;

serveCalls({ scimBaseUrl, token });
