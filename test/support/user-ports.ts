/** The operations on users over a database of a test, and the requests that they take. */

import { SYSTEM } from '#compose/adapters.ts';
import type { GroupStore, PendingWork } from '#directory/group-ports.ts';
import type { ActivityLog, Clock, Randomness, UserStore } from '#directory/ports.ts';
import type { JsonObject } from '#directory/user.ts';
import type { ListPorts } from '#provisioning/ports.ts';
import type { ScimRequest } from '#scim/exchange.ts';
import { aClock, type TestClock } from './clock.ts';
import type { TestTable } from './emulator.ts';
import { activityLog, groupStore, pageBookmarks, pendingWork, userStore } from './whole-stores.ts';

/** All that the operations on users and groups take. */
export interface UserPorts extends Clock, Randomness, ListPorts {
  readonly users: UserStore;
  readonly groups: GroupStore;
  readonly pending: PendingWork;
  readonly activity: ActivityLog;
}

export type TestPorts = UserPorts & TestClock;

/** On a clock of their own: no test waits. */
export function userPortsOver(table: TestTable, parts: Partial<TestPorts> = {}): TestPorts {
  const system = { ...SYSTEM, ...aClock(), ...parts };
  const dynamo = { ...table, ...system };
  return {
    users: userStore(dynamo),
    groups: groupStore(dynamo),
    pending: pendingWork(dynamo),
    bookmarks: pageBookmarks(dynamo),
    activity: activityLog(dynamo),
    maxWalk: 10_000,
    ...system,
  };
}

export const BASE_URL = 'https://scim.example.com/scim/v2';

export function aRequest(parts: Partial<ScimRequest> = {}): ScimRequest {
  return {
    method: 'GET',
    path: '/scim/v2/Users',
    id: '',
    queryString: '',
    body: undefined,
    preconditions: {},
    baseUrl: BASE_URL,
    ...parts,
  };
}

/** The body of a PATCH. */
export function patchOf(...operations: readonly JsonObject[]): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: operations,
  };
}
