/** The admin API, as far as a deployment needs it to be tried. */

import { ACCOUNT, REGION } from './emulator.ts';

export interface DemoWorkspace {
  readonly id: string;
  readonly profile: string;
  readonly token: string;
  readonly tokenId: string;
}

export interface Admin {
  createDemoWorkspaces(): Promise<readonly DemoWorkspace[]>;
  revoke(workspaceId: string, tokenId: string): Promise<void>;
}

const PROFILES = ['standard', 'modernloop', 'modjo'] as const;

/** The emulator wants a signature, and does not look at it. */
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/execute-api/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

export function adminOf(url: string): Admin {
  return {
    createDemoWorkspaces: () => Promise.all(PROFILES.map((profile) => create(url, profile))),
    async revoke(workspaceId, tokenId) {
      await call(url, 'DELETE', `/workspaces/${workspaceId}/tokens/${tokenId}`);
    },
  };
}

async function create(url: string, profile: string): Promise<DemoWorkspace> {
  const id = `${profile}-demo`;
  await call(url, 'POST', '/workspaces', { id, name: `${profile} demo`, profile });
  const issued = await call(url, 'POST', `/workspaces/${id}/tokens`, {});
  const { token, tokenId } = issued as Pick<DemoWorkspace, 'token' | 'tokenId'>;
  return { id, profile, token, tokenId };
}

async function call(url: string, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${url}/admin${path}`, {
    method,
    headers: {
      authorization: AUTHORIZATION,
      'x-amz-date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} of ${ACCOUNT}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
