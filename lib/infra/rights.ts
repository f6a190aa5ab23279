/**
 * What a function may do with the table, by the rights of its route. No Scan, on purpose: every access
 * pattern is a key look-up or a Query.
 *
 * The tests run the handlers under exactly these (`test/support/iam.ts`), and fail for one that nothing
 * needs.
 */

import type { Rights } from '#functions/routes.ts';
import { TABLE } from '#store/table.ts';

export interface TableRights {
  /** Actions on any item. */
  readonly anywhere: readonly string[];
  /** Actions on items of the activity log, bookmarks and token use. */
  readonly bookkeeping: readonly string[];
  /** Names of indexes that may be queried: no answer to an identity provider depends on one. */
  readonly indexes: readonly string[];
}

const GET = 'dynamodb:GetItem';
const BATCH_GET = 'dynamodb:BatchGetItem';
const QUERY = 'dynamodb:Query';
const PUT = 'dynamodb:PutItem';
const UPDATE = 'dynamodb:UpdateItem';
const DELETE = 'dynamodb:DeleteItem';
const CONDITION = 'dynamodb:ConditionCheckItem';

const NOTHING: TableRights = { anywhere: [], bookkeeping: [], indexes: [] };
const ALL = [GET, BATCH_GET, QUERY, PUT, UPDATE, DELETE, CONDITION];

export const TABLE_RIGHTS: Readonly<Record<Rights, TableRights>> = {
  none: NOTHING,
  open: { ...NOTHING, anywhere: [GET] },
  discover: { ...NOTHING, anywhere: [GET], bookkeeping: [UPDATE] },
  get: { ...NOTHING, anywhere: [GET, BATCH_GET], bookkeeping: [UPDATE] },
  read: { ...NOTHING, anywhere: [GET, BATCH_GET, QUERY], bookkeeping: [UPDATE] },
  list: { ...NOTHING, anywhere: [GET, BATCH_GET, QUERY], bookkeeping: [PUT, UPDATE] },
  create: { ...NOTHING, anywhere: [GET, PUT, UPDATE, DELETE] },
  push: { ...NOTHING, anywhere: [GET, BATCH_GET, PUT, UPDATE, DELETE, CONDITION] },
  write: { ...NOTHING, anywhere: [GET, BATCH_GET, PUT, UPDATE, DELETE] },
  readWrite: { ...NOTHING, anywhere: ALL },
  look: { ...NOTHING, anywhere: [GET, BATCH_GET, QUERY] },
  manage: { ...NOTHING, anywhere: [GET, BATCH_GET, QUERY, PUT, UPDATE, DELETE] },
  workspaces: { ...NOTHING, anywhere: [GET, QUERY, PUT, DELETE], bookkeeping: [UPDATE] },
  tokens: { ...NOTHING, anywhere: [GET, QUERY, PUT], bookkeeping: [UPDATE] },
  activity: { ...NOTHING, anywhere: [GET, QUERY], bookkeeping: [UPDATE] },
  people: { anywhere: [GET, BATCH_GET], bookkeeping: [UPDATE], indexes: [TABLE.peopleIndex.name] },
  publish: { ...NOTHING, anywhere: ALL },
  sweep: { ...NOTHING, anywhere: ALL, indexes: [TABLE.unfinishedIndex.name] },
};
