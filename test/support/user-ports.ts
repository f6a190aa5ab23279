/** The operations on users over a database of a test, and the requests that they take. */

import { SYSTEM } from '#compose/adapters.ts';
import type { JsonObject } from '#directory/user.ts';
import type { UserPorts } from '#provisioning/ports.ts';
import type { ScimRequest } from '#scim/exchange.ts';
import { dynamoActivityLog } from '#store/activity-log.ts';
import { dynamoGroupStore } from '#store/group-store.ts';
import { dynamoPageBookmarks } from '#store/page-bookmarks.ts';
import { dynamoPendingWork } from '#store/pending-work.ts';
import { dynamoUserStore } from '#store/user-store.ts';
import { aClock, type TestClock } from './clock.ts';
import type { TestTable } from './emulator.ts';

export type TestPorts = UserPorts & TestClock;

/** On a clock of their own: no test waits. */
export function userPortsOver(table: TestTable, parts: Partial<TestPorts> = {}): TestPorts {
  const system = { ...SYSTEM, ...aClock(), ...parts };
  const dynamo = { ...table, ...system };
  return {
    users: dynamoUserStore(dynamo),
    groups: dynamoGroupStore(dynamo),
    pending: dynamoPendingWork(dynamo),
    bookmarks: dynamoPageBookmarks(dynamo),
    activity: dynamoActivityLog(dynamo),
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
