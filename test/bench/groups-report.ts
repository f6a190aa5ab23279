/** What groups cost, as Markdown. */

import type { GroupLoad } from './group-loads.ts';
import type { GroupCost, GroupsResult } from './groups.ts';
import { spread, table, whole } from './markdown.ts';
import { CONNECTIONS } from './settings.ts';

/** Tables with a sentence or two above each. */
export function groupsReport(groups: GroupsResult): readonly string[] {
  const { additions, others, users, pushedPerSecond, loads } = groups;
  const largest = additions.at(-1)?.members ?? 0;
  const nobody =
    largest > users
      ? ' The members of the largest are ids that belong to nobody: a change reads nobody but who comes and goes.'
      : '';
  return [
    `**One member more** in a group, everything counted that comes of it: authentication, group, members, the user, the records.${nobody}`,
    table(
      ['Members before', 'Requests', 'Read units', 'Write units'],
      additions.map((cost) => [whole(cost.members), ...countsOf(cost)]),
    ),
    `**Large groups**, everything counted, and the milliseconds until it is done in all of the users too. The push makes ${spread(pushedPerSecond, 0)} members a second.`,
    table(
      ['Operation', 'Members', 'Requests', 'Read units', 'Write units', 'ms'],
      others.map((cost) => [
        cost.operation,
        whole(cost.members),
        ...countsOf(cost),
        spread(cost.ms, 0),
      ]),
    ),
    `**Groups under load**: milliseconds p50 / p95 until the answer, at ${CONNECTIONS.join(' and ')} connections. The members come to one and the same group, so that each change has to wait for its turn.`,
    loadTable(loads),
  ];
}

function loadTable(loads: readonly GroupLoad[]): string {
  const columns = CONNECTIONS.flatMap((connections) => [`${connections} conn.`, 'requests/s']);
  const first = loads.filter(({ connections }) => connections === CONNECTIONS[0]);
  return table(
    ['Operation', 'Members', ...columns],
    first.map(({ operation, members }) => [
      operation,
      whole(members),
      ...loads
        .filter((load) => load.operation === operation)
        .flatMap(({ figures: { p50Ms, p95Ms, perSecond } }) => [
          `${p50Ms.median.toFixed(1)} / ${p95Ms.median.toFixed(1)}`,
          whole(perSecond.median),
        ]),
    ]),
  );
}

function countsOf({ requests, readUnits, writeUnits }: GroupCost): readonly string[] {
  return [requests, readUnits, writeUnits].map(whole);
}
