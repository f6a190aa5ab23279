/** A customer's workspace of a product: its identity provider, and its admins in the app. */

import { SYSTEM } from '#compose/adapters.ts';
import type { WorkspaceSettings } from '#directory/workspace.ts';
import type { JsonObject } from '#scim/json.ts';
import type { Deployment } from './deployment.ts';

export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

export interface Customer {
  readonly workspaceId: string;
  /** What the identity provider sends, with the token of the workspace. */
  readonly scim: (method: string, path: string, body?: JsonObject) => Promise<Answer>;
  /** What admins do in the app: below `/admin/workspaces/<id>`. */
  readonly app: (
    method: string,
    path: string,
    body?: JsonObject,
    ifMatch?: string,
  ) => Promise<Answer>;
  readonly set: (settings: Partial<WorkspaceSettings>) => Promise<Answer>;
}

/** A new customer, with SCIM on and a token. */
export async function newCustomer(
  deployment: Deployment,
  profile: string,
  settings: Partial<WorkspaceSettings> = {},
): Promise<Customer> {
  const workspaceId = `${profile}-${SYSTEM.newId()}`;
  const app: Customer['app'] = async (method, path, body, ifMatch) => {
    const headers: Record<string, string> = ifMatch === undefined ? {} : { 'if-match': ifMatch };
    const target = `/workspaces/${workspaceId}${path}`;
    return toAnswer(await deployment.admin(method, target, body, { headers }));
  };
  const workspace = { id: workspaceId, name: 'Acme', profile, settings };
  await deployment.admin('POST', '/workspaces', workspace);
  const { token } = (await app('POST', '/tokens', {})).body;
  const authorization = { authorization: `Bearer ${token}` };
  return {
    workspaceId,
    app,
    scim: async (method, path, body) =>
      toAnswer(await deployment.send(method, path, body, authorization)),
    set: (changed) => app('PATCH', '', { settings: { ...changed } as JsonObject }),
  };
}

function toAnswer({ statusCode = 0, body }: { statusCode?: number; body?: string }): Answer {
  return { status: statusCode, body: body ? JSON.parse(body) : undefined };
}
