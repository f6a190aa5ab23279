import { unchangedRecord } from '#activity/record.ts';
import type { Clock, Randomness } from '#directory/ports.ts';
import type { AdminHttpPorts } from '#http/admin-ports.ts';
import { appendRecord } from '#store/activity-log.ts';
import type { Dynamo } from '#store/dynamo.ts';

/** Writes refusals of whomever into the activity log. */
export function refusalRecorder(
  dynamo: Dynamo & Clock & Pick<Randomness, 'newId'>,
): AdminHttpPorts['recordRefusal'] {
  return (context, { operation, resource, attributes, ...result }) => {
    const refusal = { operation, resource, result, ignored: attributes };
    return appendRecord(dynamo, context, unchangedRecord(dynamo, context, refusal));
  };
}
