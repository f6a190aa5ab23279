/** An identity provider of a test: what it sends, for each of the three profiles. */

import type { JsonObject, User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { createUser } from '#provisioning/users/create-user.ts';
import { deleteUser } from '#provisioning/users/delete-user.ts';
import { getUser } from '#provisioning/users/get-user.ts';
import { patchUser } from '#provisioning/users/patch-user.ts';
import { queryUsers } from '#provisioning/users/query-users.ts';
import { replaceUser } from '#provisioning/users/replace-user.ts';
import type { Preconditions } from '#scim/etag.ts';
import type { ScimResult } from '#scim/exchange.ts';
import { aRequest, patchOf, type TestPorts } from './user-ports.ts';
import { aContext, aWorkspace } from './workspaces.ts';

export type ProfileName = 'standard' | 'modernloop' | 'modjo';

/** An identity provider of a workspace of a product. */
export function contextOf(
  profile: ProfileName,
  parts: Partial<WorkspaceContext> = {},
): WorkspaceContext {
  return aContext({ workspace: aWorkspace({ profile }), ...parts });
}

/** A body that every profile takes. */
export function aBody(userName: string, parts: JsonObject = {}): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName,
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    emails: [{ value: `${userName}@x.example`, type: 'work', primary: true }],
    ...parts,
  };
}

/** What an identity provider can do to users, each as one call. */
export function clientOf(ports: () => TestPorts, context: () => WorkspaceContext = aContext) {
  const request = (id: string, body: JsonObject | undefined, preconditions: Preconditions) =>
    aRequest({ id, body, preconditions });
  return {
    post: (body: JsonObject) => createUser(ports(), context(), request('', body, {})),
    get: (id: string, preconditions: Preconditions = {}) =>
      getUser(ports(), context(), request(id, undefined, preconditions)),
    put: (id: string, body: JsonObject, preconditions: Preconditions = {}) =>
      replaceUser(ports(), context(), request(id, body, preconditions)),
    patch: (id: string, operations: readonly JsonObject[], preconditions: Preconditions = {}) =>
      patchUser(ports(), context(), request(id, patchOf(...operations), preconditions)),
    delete: (id: string, preconditions: Preconditions = {}) =>
      deleteUser(ports(), context(), request(id, undefined, preconditions)),
    query: (queryString: string) => queryUsers(ports(), context(), aRequest({ queryString })),
    /** As stored. */
    stored: (id: string): Promise<User | undefined> => ports().users.get(context(), id),
  };
}

/** The resource of a result that has one. */
export function bodyOf(result: ScimResult): JsonObject {
  if (!('body' in result)) throw new TypeError(`a result that is ${result.kind} has no body`);
  return result.body;
}

export function idOf(result: ScimResult): string {
  return String(bodyOf(result).id);
}

/** `{ op: 'replace', path, value }` */
export function replacing(path: string, value: JsonObject[string]): JsonObject {
  return { op: 'replace', path, value };
}
