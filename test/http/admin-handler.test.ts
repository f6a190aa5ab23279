/** The border of the admin API: what is answered when something of ours fails. */

import { describe, expect, it } from '@jest/globals';
import { admitAdmin } from '#auth/admin-identity.ts';
import { DEFAULT_ADMIN_RULES } from '#auth/admin-rules.ts';
import { deploymentLog } from '#auth/mint-context.ts';
import { adminHandler } from '#http/admin-handler.ts';
import type { AdminHttpPorts } from '#http/admin-ports.ts';
import type { Refusal } from '#http/ports.ts';
import { bodyOf } from '../support/answers.ts';
import { PLATFORM_ADMIN } from '../support/deployment.ts';
import { anEvent } from '../support/invoke.ts';
import { call, NOW } from './border.ts';

interface Parts {
  readonly recordRefusal?: AdminHttpPorts['recordRefusal'];
  readonly error?: Error;
}

function aBorder({ recordRefusal, error = new Error('Ada is secret') }: Parts = {}) {
  const refusals: [log: string, Refusal][] = [];
  const ports: AdminHttpPorts = {
    now: () => NOW,
    log: () => {},
    baseUrl: (host) => `https://${host}/scim/v2`,
    deploymentLog,
    recordRefusal:
      recordRefusal ??
      (async ({ workspace }, refusal) => {
        refusals.push([workspace.id, refusal]);
      }),
    admit: (admission) => admitAdmin(DEFAULT_ADMIN_RULES, admission),
    isWorkspace: async () => false,
    openWorkspace: async () => undefined,
  };
  const handler = adminHandler(() => ports, {
    'POST /admin/workspaces': async () => {
      throw error;
    },
  });
  return { refusals, send: () => call(handler, REQUEST) };
}

const REQUEST = {
  method: 'POST',
  target: '/admin/workspaces',
  body: '{}',
  authorizer: PLATFORM_ADMIN,
};

describe('a fault of ours', () => {
  it('is a problem with the request and nothing else, and a record without its message', async () => {
    const { send, refusals } = aBorder();

    const answer = await send();

    expect(answer.statusCode).toBe(500);
    expect(bodyOf(answer)).toMatchObject({ type: 'urn:rollcall:problem:internal', status: 500 });
    expect(refusals).toMatchObject([
      ['_deployment', { status: 500, reason: expect.stringMatching(/: internal error$/) }],
    ]);
    expect(JSON.stringify([answer, refusals])).not.toContain('secret');
  });

  it('is a problem also where the ports cannot be made', async () => {
    const handler = adminHandler(
      () => {
        throw new TypeError('TABLE_NAME is not set');
      },
      { 'POST /admin/workspaces': async () => ({ kind: 'deleted' }) },
    );

    const answer = await call(handler, REQUEST);

    expect(answer.statusCode).toBe(500);
    expect(bodyOf(answer)).toMatchObject({ type: 'urn:rollcall:problem:internal' });
    expect(answer.body).not.toContain('TABLE_NAME');
  });

  it('in writing down a refusal is none of the answer', async () => {
    const recordRefusal = () => Promise.reject(new Error('the log is away'));

    const answer = await aBorder({ recordRefusal }).send();

    expect(bodyOf(answer)).toMatchObject({ type: 'urn:rollcall:problem:internal' });
  });
});

it('the event of these tests is one that the route takes', () => {
  expect(anEvent(REQUEST).routeKey).toBe('POST /admin/workspaces');
});
