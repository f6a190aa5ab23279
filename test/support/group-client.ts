/** An identity provider of a test that pushes groups. */

import type { JsonObject, User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { createGroup } from '#provisioning/groups/create-group.ts';
import { deleteGroup } from '#provisioning/groups/delete-group.ts';
import { getGroup } from '#provisioning/groups/get-group.ts';
import { patchGroup } from '#provisioning/groups/patch-group.ts';
import { queryGroups } from '#provisioning/groups/query-groups.ts';
import { replaceGroup } from '#provisioning/groups/replace-group.ts';
import type { Preconditions } from '#scim/etag.ts';
import { bodyOf } from './scim-client.ts';
import { aRequest, patchOf, type TestPorts } from './user-ports.ts';
import { aRecord, aUser } from './users.ts';
import { aContext } from './workspaces.ts';

/** What an identity provider can do to groups, each as one call. */
export function groupClientOf(ports: () => TestPorts, context: () => WorkspaceContext = aContext) {
  const request = (
    id: string,
    body?: JsonObject,
    preconditions: Preconditions = {},
    queryString = '',
  ) => aRequest({ id, body, preconditions, queryString });
  const get = (id: string, queryString = '', preconditions: Preconditions = {}) =>
    getGroup(ports(), context(), request(id, undefined, preconditions, queryString));
  return {
    get,
    post: (body: JsonObject) => createGroup(ports(), context(), request('', body)),
    put: (id: string, body: JsonObject, preconditions: Preconditions = {}) =>
      replaceGroup(ports(), context(), request(id, body, preconditions)),
    patch: (id: string, operations: readonly JsonObject[], preconditions: Preconditions = {}) =>
      patchGroup(ports(), context(), request(id, patchOf(...operations), preconditions)),
    delete: (id: string, preconditions: Preconditions = {}) =>
      deleteGroup(ports(), context(), request(id, undefined, preconditions)),
    query: (queryString: string) => queryGroups(ports(), context(), aRequest({ queryString })),
    /** Ids of the members that a GET shows, sorted. */
    membersOf: async (id: string): Promise<readonly string[]> =>
      membersIn(bodyOf(await get(id))).sort(),
  };
}

export function membersIn({ members = [] }: JsonObject): string[] {
  return (members as readonly JsonObject[]).map(({ value }) => String(value));
}

export function membersOf(ids: readonly string[]): readonly JsonObject[] {
  return ids.map((value) => ({ value }));
}

/** Users of a workspace, written side by side. */
export async function someUsers(
  { users }: Pick<TestPorts, 'users'>,
  count: number,
  context: WorkspaceContext = aContext(),
  parts: (index: number) => Partial<User> = () => ({}),
): Promise<readonly string[]> {
  const created = Array.from({ length: count }, (_, index) =>
    aUser({ resource: { userName: `u${index}-${crypto.randomUUID()}` }, ...parts(index) }),
  );
  for (let start = 0; start < count; start += 50) {
    await Promise.all(
      created
        .slice(start, start + 50)
        .map((user) => users.create(context, user, aRecord(context, { after: user }))),
    );
  }
  return created.map(({ id }) => id);
}
