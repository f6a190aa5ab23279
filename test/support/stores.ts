/** The stores over a table that is new for each test, and whole after each. */

import { afterEach, beforeEach, expect } from '@jest/globals';
import type { PageBookmarks } from '#directory/page-bookmarks.ts';
import type { ActivityLog, UserStore, WorkspaceStore } from '#directory/ports.ts';
import type { EmulatorCommand } from '#local/emulator-command.ts';
import { aClock, type TestClock } from './clock.ts';
import { type TestTable, useEmulator } from './emulator.ts';
import { type FaultyClient, faultyClient } from './faulty-client.ts';
import { brokenInvariants } from './invariants.ts';
import { type TestPorts, userPortsOver } from './user-ports.ts';
import { workspaceStore } from './whole-stores.ts';

export interface Stores {
  readonly table: TestTable;
  readonly clock: TestClock;
  readonly ports: TestPorts;
  readonly users: UserStore;
  readonly bookmarks: PageBookmarks;
  readonly activity: ActivityLog;
  readonly workspaces: WorkspaceStore;
  /** What the stores send goes through here. */
  readonly database: FaultyClient;
}

/** @returns what is new for each test: read its members inside of a test. */
export function useStores(command?: EmulatorCommand): Stores {
  const emulator = useEmulator(command);
  const stores = {} as Stores;
  beforeEach(async () => {
    Object.assign(stores, storesOver(await emulator.newTable()));
  });
  afterEach(async () => {
    expect(await brokenInvariants(stores.table)).toEqual([]);
  });
  return stores;
}

export function storesOver(table: TestTable): Stores {
  const database = faultyClient(table.client);
  const clock = aClock();
  const ports = userPortsOver({ ...table, client: database.client }, clock);
  const { users, bookmarks, activity, random } = ports;
  const dynamo = { client: database.client, tableName: table.tableName, random, ...clock };
  const workspaces = workspaceStore(dynamo);
  return { table, clock, ports, users, bookmarks, activity, workspaces, database };
}
