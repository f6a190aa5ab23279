import type { ActivityHistory } from '#directory/activity-history.ts';
import type { LogContext } from '#directory/workspace-context.ts';
import { type Dynamo, queryPage } from '#store/dynamo.ts';
import { activitySpan } from '#store/keys.ts';
import { fromActivityItem } from '#store/logged-record.ts';

type PageOf = ActivityHistory['page'];

/** The activity log as it is read: the ActivityHistory port. */
export async function pageOfRecords(
  dynamo: Dynamo,
  { workspace }: LogContext,
  { after, upTo, limit }: Parameters<PageOf>[1],
): ReturnType<PageOf> {
  const range = activitySpan(workspace.id, after, upTo);
  const { Items = [], LastEvaluatedKey } = await queryPage(dynamo, range, { Limit: limit });
  return { records: Items.map(fromActivityItem), more: LastEvaluatedKey !== undefined };
}
