/**
 * What a function may do on AWS, by the rights of its route. No Scan, on purpose: every access
 * pattern is a key look-up or a Query.
 *
 * `test/infra/rights.test.ts` runs the handlers under exactly these, and fails for one that nothing uses.
 */

import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Rights } from '#functions/routes.ts';
import { TABLE } from '#store/table.ts';

interface TableRights {
  /** Actions on any item. */
  readonly anywhere: readonly string[];
  /** Actions on items of the activity log, bookmarks and token use. */
  readonly bookkeeping: readonly string[];
}

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];

const TABLE_RIGHTS: Readonly<Record<Rights, TableRights>> = {
  discover: { anywhere: ['dynamodb:GetItem'], bookkeeping: ['dynamodb:UpdateItem'] },
  read: { anywhere: READ, bookkeeping: ['dynamodb:PutItem', 'dynamodb:UpdateItem'] },
  write: { anywhere: [...READ, ...WRITE], bookkeeping: [] },
  tokens: { anywhere: [...READ, ...WRITE], bookkeeping: [] },
};

/** The table alone: no answer to an identity provider depends on an index. */
export function tableStatements(table: ITableV2, rights: Rights): readonly PolicyStatement[] {
  const { anywhere, bookkeeping } = TABLE_RIGHTS[rights];
  const resources = [table.tableArn];
  const statements = [new PolicyStatement({ actions: [...anywhere], resources })];
  if (bookkeeping.length === 0) return statements;
  const conditions = {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...TABLE.bookkeepingPartitions] },
    // ForAllValues holds where there is no key at all.
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
  return [...statements, new PolicyStatement({ actions: [...bookkeeping], resources, conditions })];
}

/** @param indexes names of the indexes that may be queried. */
export function indexStatement(table: ITableV2, indexes: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:Query'],
    resources: indexes.map((index) => `${table.tableArn}/index/${index}`),
  });
}
