import * as v from 'valibot';
import { changeRecord } from '#activity/record.ts';
import { type AdminRequest, type AdminResult, readBody } from '#administration/exchange.ts';
import { instant } from '#administration/instant.ts';
import { badRequest } from '#administration/problem.ts';
import { EVENT_TYPES } from '#directory/activity-record.ts';
import type { ActivityLog, Clock, Randomness } from '#directory/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

export interface ReplayPorts extends Pick<Clock, 'now'>, Pick<Randomness, 'newId'> {
  readonly activity: ActivityLog;
}

const Time = instant('2026-01-31T00:00:00Z');
const Replay = v.strictObject({
  from: Time,
  to: Time,
  kinds: v.optional(
    v.pipe(
      v.array(
        v.picklist(EVENT_TYPES, `must be a type of event: ${EVENT_TYPES.join(', ')}`),
        'must be a list',
      ),
      v.minLength(1, 'must name a type of event, or be left out for all of them'),
      v.maxLength(EVENT_TYPES.length, 'names a type of event more than once'),
    ),
  ),
});

/**
 * POST …/activity/replay `{from, to, kinds?}`: 202. The events of that span, its end excluded, are sent
 * again in the background, with the same eventIds and `metadata.replay`.
 *
 * @throws {Problem} 400.
 */
export async function replayActivity(
  ports: ReplayPorts,
  context: WorkspaceContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const { from, to, kinds: types } = readBody(Replay, request);
  if (from >= to) {
    const detail = 'must be later than from';
    throw badRequest('the span has no length', [{ pointer: '/to', detail }]);
  }
  const record = changeRecord(ports, context, {
    operation: 'replay',
    resource: { type: 'Workspace', id: context.workspace.id },
    status: 202,
    changed: [],
    events: [],
    version: undefined,
    work: { kind: 'replayEvents', from, to, ...(types && { types }) },
  });
  await ports.activity.append(context, record);
  return { kind: 'accepted', body: { id: record.id, from, to, ...(types && { kinds: types }) } };
}
