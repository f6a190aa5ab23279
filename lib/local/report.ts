/** What the local endpoint tells the person who started it. */

import type { FinishFailure } from '#activity/finish-records.ts';
import { MAX_TOKENS } from '#directory/workspace.ts';
import type { LogEntry } from '#http/ports.ts';
import type { DemoWorkspace } from '#local/seed.ts';

export interface Ready {
  readonly scimBaseUrl: string;
  readonly adminBaseUrl: string;
  /** Opens the admin API of this process, as long as it runs. */
  readonly adminToken: string;
  /** Signs the webhooks, where it was made for this process. */
  readonly webhookSecret?: string;
  readonly workspaces: readonly DemoWorkspace[];
}

/** For programs: one line. */
export function readyLine(ready: Ready): string {
  const { scimBaseUrl, adminBaseUrl, adminToken, webhookSecret, workspaces } = ready;
  const tokens = workspaces.map(({ id, profile, token }) => ({ id, profile, token }));
  return JSON.stringify({
    scimBaseUrl,
    adminBaseUrl,
    adminToken,
    webhookSecret,
    workspaces: tokens,
  });
}

/** For people. */
export function readyText(ready: Ready): string {
  const { scimBaseUrl, adminBaseUrl, adminToken, webhookSecret, workspaces } = ready;
  const lines = workspaces.map(({ id, token }) => `  ${id}\n    ${token}`);
  const standard = workspaces.find(({ profile }) => profile === 'standard');
  return `
Rollcall is ready. SCIM base URL:

  ${scimBaseUrl}

Workspaces, each with a fresh token:

${lines.join('\n')}

Admin API, with its token:

  ${adminBaseUrl}
    ${adminToken}
${secretText(webhookSecret)}
Create a user:

${createCommand(scimBaseUrl, standard?.token ?? '')}
`;
}

/** What became of the tokens of earlier starts. */
export function retiredLine({ id }: DemoWorkspace): string {
  return `${id} has ${MAX_TOKENS} live tokens at the most: the oldest has made room for the new one`;
}

function secretText(webhookSecret: string | undefined): string {
  return webhookSecret === undefined ? '' : `\nWebhooks are signed with:\n\n  ${webhookSecret}\n`;
}

/** @param host without path, query and credentials. @param waiting how many events, as far as is known. */
export function webhookAwayLine(host: string, reason: string, waiting: number): string {
  const events = waiting === 1 ? '1 event waits' : `${waiting} events wait`;
  return `${timeOfDay()} webhook ${host} is away (${reason}): ${events}, and whatever follows, until it is back`;
}

export function webhookBackLine(host: string): string {
  return `${timeOfDay()} webhook ${host} is back: what waited is sent`;
}

/** What holds an event up; it is tried again. */
export function failureLine({ step, workspaceId, recordId, code }: FinishFailure): string {
  return `${timeOfDay()} ${step} failed: ${workspaceId} ${recordId} ${code}`;
}

/** One log entry as one line. */
export function logLine({ method, path, status, ms, workspace, client, error }: LogEntry): string {
  const line = `${timeOfDay()} ${method} ${path} ${status} ${ms} ms ${workspace ?? '-'} ${client}`;
  return error === undefined ? line : `${line}\n  ${error.name}\n  ${error.stack.join('\n  ')}`;
}

function timeOfDay(): string {
  return new Date().toISOString().slice(11, 19);
}

function createCommand(scimBaseUrl: string, token: string): string {
  const user = {
    userName: 'bjensen@example.com',
    name: { givenName: 'Barbara', familyName: 'Jensen' },
  };
  return `curl -s ${scimBaseUrl}/Users \\
  -H 'Authorization: Bearer ${token}' \\
  -H 'Content-Type: application/scim+json' \\
  -d '${JSON.stringify(user)}'`;
}
