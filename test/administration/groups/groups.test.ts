import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AdminRequest, AdminResult } from '#administration/exchange.ts';
import { getGroup } from '#administration/groups/get-group.ts';
import { listGroups } from '#administration/groups/list-groups.ts';
import { listMembers } from '#administration/groups/list-members.ts';
import type { JsonObject } from '#directory/user.ts';
import { groupClientOf, membersOf, someUsers } from '#test/support/group-client.ts';
import { contextOf, idOf } from '#test/support/scim-client.ts';
import { useStores } from '#test/support/stores.ts';
import { aWorkspace } from '#test/support/workspaces.ts';

const groupRoles = [{ group: 'planners', role: 'SCHEDULER' }];
const settings = { ...aWorkspace().settings, groupRoles };
const context = contextOf('modernloop', {
  workspace: aWorkspace({ profile: 'modernloop', settings }),
});

const stores = useStores();
const client = groupClientOf(
  () => stores.ports,
  () => context,
);
let users: readonly string[] = [];
let ids: readonly string[] = [];

beforeEach(async () => {
  users = [...(await someUsers(stores.ports, 5, context))].sort();
  const crew = await client.post({
    displayName: 'Crew',
    externalId: 'G1',
    members: membersOf(users),
  });
  ids = [idOf(crew), idOf(await client.post({ displayName: 'Planners' }))];
});

function request(queryString = '', id = ''): AdminRequest {
  const parameters = { ws: 'acme', id, tokenId: '' };
  const common = { method: 'GET', path: '', body: undefined, preconditions: {} };
  return { ...common, parameters, queryString, scimBaseUrl: 'https://scim.example.com/scim/v2' };
}

function bodyOf(result: AdminResult): JsonObject {
  if (!('body' in result)) throw new TypeError(`a result that is ${result.kind} has no body`);
  return result.body;
}

describe('groups, as admins see them', () => {
  it('come page by page, with the role that each grants', async () => {
    const first = bodyOf(await listGroups(stores.ports, context, request('limit=1')));
    const cursor = String(first.nextCursor);
    const second = bodyOf(
      await listGroups(stores.ports, context, request(`limit=1&cursor=${cursor}`)),
    );

    expect(first.groups).toMatchObject([
      { id: ids[0], displayName: 'Crew', externalId: 'G1', role: null },
    ]);
    expect(second.groups).toMatchObject([
      { id: ids[1], displayName: 'Planners', role: 'SCHEDULER' },
    ]);
    expect(second.nextCursor).toBeUndefined();
  });

  it.each([
    ['PLANNERS', 1],
    ['nobody', 0],
  ])('are found by displayName: %s', async (name, count) => {
    const found = bodyOf(await listGroups(stores.ports, context, request(`displayName=${name}`)));

    expect(found.groups).toHaveLength(count);
  });

  it('tell how many members they have', async () => {
    const body = bodyOf(await getGroup(stores.ports, context, request('', ids[0])));

    expect(body).toMatchObject({ id: ids[0], members: 5 });
  });

  it('have members page by page, each once', async () => {
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const query = `limit=2${cursor && `&cursor=${cursor}`}`;
      const body = bodyOf(await listMembers(stores.ports, context, request(query, ids[0])));
      seen.push(...(body.members as readonly JsonObject[]).map(({ id }) => id));
      cursor = String(body.nextCursor ?? '');
    } while (cursor !== '');

    expect(seen).toEqual(users);
  });

  it.each([getGroup, listMembers])('are 404 where there is none: %p', async (operation) => {
    for (const id of ['x', '01900000-0000-7000-8000-000000000000']) {
      const asking = operation(stores.ports, context, request('', id));
      await expect(asking).rejects.toMatchObject({ status: 404 });
    }
  });
});
