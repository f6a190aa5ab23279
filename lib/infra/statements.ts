/** The rights of `rights.ts` in the words of IAM. */

import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Rights } from '#functions/routes.ts';
import { TABLE_RIGHTS } from '#infra/rights.ts';
import { TABLE } from '#store/table.ts';

/** On the table and the indexes that are named, and on nothing else. */
export function tableStatements(table: ITableV2, rights: Rights): readonly PolicyStatement[] {
  const { anywhere, bookkeeping, indexes } = TABLE_RIGHTS[rights];
  const resources = [table.tableArn];
  const indexArns = indexes.map((index) => `${table.tableArn}/index/${index}`);
  return [
    ...(anywhere.length === 0 ? [] : [new PolicyStatement({ actions: [...anywhere], resources })]),
    ...(bookkeeping.length === 0
      ? []
      : [new PolicyStatement({ actions: [...bookkeeping], resources, conditions: BOOKKEEPING })]),
    ...(indexArns.length === 0
      ? []
      : [new PolicyStatement({ actions: ['dynamodb:Query'], resources: indexArns })]),
  ];
}

const BOOKKEEPING = {
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...TABLE.bookkeepingPartitions] },
  // ForAllValues holds where there is no key at all.
  Null: { 'dynamodb:LeadingKeys': 'false' },
};
