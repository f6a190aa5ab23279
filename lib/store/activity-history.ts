import type { ActivityHistory, LoggedRecord } from '#directory/activity-history.ts';
import { fromActivityItem } from '#store/activity-item.ts';
import { type Dynamo, queryPage } from '#store/dynamo.ts';
import { activitySpan } from '#store/keys.ts';

/** The activity log as it is read: the adapter of the ActivityHistory port. */
export function dynamoActivityHistory(dynamo: Dynamo): ActivityHistory {
  return {
    async page({ workspace }, { after, upTo, limit }) {
      const range = activitySpan(workspace.id, after, upTo);
      const { Items = [], LastEvaluatedKey } = await queryPage(dynamo, range, { Limit: limit });
      const records: LoggedRecord[] = Items.map(fromActivityItem);
      return { records, more: LastEvaluatedKey !== undefined };
    },
  };
}
