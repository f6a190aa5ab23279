/** Every operation on groups once, for tests of what holds for all of them. */

import { SYSTEM } from '#compose/adapters.ts';
import { bucketOf } from '#directory/membership.ts';
import { DEFAULT_SETTINGS, type Workspace } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { noFaults } from '#test/support/faulty-client.ts';
import { groupClientOf, membersOf, someUsers } from '#test/support/group-client.ts';
import { unfinishedWork, workOnce } from '#test/support/group-work.ts';
import { clientOf, idOf, replacing } from '#test/support/scim-client.ts';
import type { Stores } from '#test/support/stores.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

/** What there is before: users, the first of whom are members of the group Crew. */
export interface Crew {
  readonly stores: Stores;
  readonly groups: ReturnType<typeof groupClientOf>;
  readonly users: ReturnType<typeof clientOf>;
  readonly groupId: string;
  /** As Crew was made. */
  readonly version: string;
  readonly ids: readonly string[];
}

export interface GroupOperation {
  readonly name: string;
  /** @default standard */
  readonly workspace?: Workspace;
  /** Users that there are, and how many of them are members. @default 4, 2 */
  readonly size?: readonly [users: number, members: number];
  /** What must have happened before, beside. */
  readonly prepare?: (crew: Crew) => Promise<unknown>;
  readonly run: (crew: Crew) => Promise<unknown>;
  /** Whether it writes, all or nothing. */
  readonly writes: boolean;
}

const grantingRoles = aWorkspace({
  profile: 'modernloop',
  settings: {
    ...DEFAULT_SETTINGS,
    groupRoles: [
      { group: 'Crew', role: 'ADMIN' },
      { group: 'Staff', role: 'SCHEDULER' },
    ],
  },
});

const MANY: GroupOperation['size'] = [16, 16];
const adding = (ids: readonly string[]) => ({ op: 'add', path: 'members', value: membersOf(ids) });
const removing = (id = '') => ({ op: 'remove', path: `members[value eq "${id}"]` });

const read = (name: string, run: GroupOperation['run']): GroupOperation => ({
  name,
  run,
  writes: false,
});
const write = (
  name: string,
  run: GroupOperation['run'],
  parts: Partial<GroupOperation> = {},
): GroupOperation => ({ name, run, writes: true, ...parts });

/** Members are given, and the users do not have the group yet. */
async function leaveUnprojected({ stores, groups, ids }: Crew): Promise<void> {
  let commits = 0;
  stores.database.follow(({ name }) => {
    if (name === 'TransactWrite') commits += 1;
    return commits > 1 || (commits === 1 && name !== 'TransactWrite') ? 'unreachable' : undefined;
  });
  await groups.post({ displayName: 'Staff', members: membersOf(ids) });
  stores.database.follow(noFaults);
}

async function finishOnce({ stores }: Crew): Promise<void> {
  for (const record of await unfinishedWork(stores)) await workOnce(stores, aWorkspace(), record);
}

export const GROUP_OPERATIONS: readonly GroupOperation[] = [
  write('POST', ({ groups, ids }) =>
    groups.post({ displayName: 'Staff', externalId: 'G2', members: membersOf(ids) }),
  ),
  write(
    'POST of many members',
    ({ groups, ids }) => groups.post({ displayName: 'Staff', members: membersOf(ids) }),
    { size: MANY },
  ),
  read('GET', ({ groups, groupId }) => groups.get(groupId)),
  read('GET without members', ({ groups, groupId }) =>
    groups.get(groupId, 'excludedAttributes=members'),
  ),
  read('first page', ({ groups }) => groups.query('count=1')),
  read('eq on displayName', ({ groups }) => groups.query('filter=displayName eq "crew"')),
  read('eq on externalId', ({ groups }) => groups.query('filter=externalId eq "G1"')),
  read('eq on id and a member', ({ groups, groupId, ids }) =>
    groups.query(`filter=id eq "${groupId}" and members.value eq "${ids[1]}"`),
  ),
  read('eq on a member', ({ groups, ids }) => groups.query(`filter=members.value eq "${ids[0]}"`)),
  read('GET of a user with groups', ({ users, ids }) => users.get(String(ids[0]))),
  write('PUT', ({ groups, groupId, ids }) =>
    groups.put(groupId, { displayName: 'Staff', members: membersOf(ids.slice(1, 3)) }),
  ),
  write('PATCH that adds a member', ({ groups, groupId, ids }) =>
    groups.patch(groupId, [adding(ids.slice(2, 3))]),
  ),
  write('PATCH that adds a member, for one version', ({ groups, groupId, ids, version }) =>
    groups.patch(groupId, [adding(ids.slice(2, 3))], { ifMatch: version }),
  ),
  write('PATCH that removes a member', ({ groups, groupId, ids }) =>
    groups.patch(groupId, [removing(ids[0])]),
  ),
  write('PATCH that removes all', ({ groups, groupId }) =>
    groups.patch(groupId, [{ op: 'remove', path: 'members' }]),
  ),
  write('PATCH that renames', ({ groups, groupId }) =>
    groups.patch(groupId, [replacing('displayName', 'Staff')]),
  ),
  write('PATCH that renames, adds and removes', ({ groups, groupId, ids }) =>
    groups.patch(groupId, [
      replacing('displayName', 'Staff'),
      removing(ids[0]),
      adding(ids.slice(2)),
    ]),
  ),
  write(
    'PATCH that adds many',
    ({ groups, groupId, ids }) => groups.patch(groupId, [adding(ids)]),
    { size: [18, 2] },
  ),
  {
    name: 'PATCH of a stranger, which changes nothing',
    run: ({ groups, groupId }) => groups.patch(groupId, [adding(['stranger'])]),
    writes: false,
  },
  write(
    'PATCH that gives a role',
    ({ groups, groupId, ids }) => groups.patch(groupId, [adding(ids.slice(2))]),
    { workspace: grantingRoles },
  ),
  write(
    'PATCH that renames from one role to another',
    ({ groups, groupId }) => groups.patch(groupId, [replacing('displayName', 'Staff')]),
    { workspace: grantingRoles },
  ),
  write('DELETE', ({ groups, groupId }) => groups.delete(groupId)),
  write('DELETE of many members', ({ groups, groupId }) => groups.delete(groupId), { size: MANY }),
  write('DELETE of a member', ({ users, ids }) => users.delete(String(ids[0]))),
  {
    name: 'the projection',
    size: [18, 2],
    prepare: leaveUnprojected,
    run: finishOnce,
    writes: false, // Not all at once.
  },
];

/** Each bucket that a change concerns is a call more: two of them are enough. */
function idInBucket(number: number): string {
  const id = SYSTEM.newId();
  return bucketOf(id) === number ? id : idInBucket(number);
}

/** In a new table. */
export async function crewIn(stores: Stores, operation: GroupOperation): Promise<Crew> {
  const { workspace = aWorkspace(), size: [count, memberCount] = [4, 2] } = operation;
  const context = (): WorkspaceContext =>
    aContext({ workspace, deadline: stores.clock.now() + 20_000 });
  const groups = groupClientOf(() => stores.ports, context);
  const users = clientOf(() => stores.ports, context);
  const ids = await someUsers(stores.ports, count, context(), (index) => ({
    id: idInBucket(index % 2),
    resource: { userName: `user-${index}` },
  }));
  const members = membersOf(ids.slice(0, memberCount));
  const posted = await groups.post({ displayName: 'Crew', externalId: 'G1', members });
  const version = String('version' in posted && posted.version);
  const crew = { stores, groups, users, groupId: idOf(posted), version, ids };
  await operation.prepare?.(crew);
  return crew;
}
