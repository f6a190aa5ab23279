/** What groups cost, as Markdown. */

import type { GroupCost, GroupsResult } from './groups.ts';
import { spread, table, whole } from './markdown.ts';

/** Tables with a sentence or two above each. */
export function groupsReport(groups: GroupsResult): readonly string[] {
  const { additions, others, users, pushedPerSecond } = groups;
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
  ];
}

function countsOf({ requests, readUnits, writeUnits }: GroupCost): readonly string[] {
  return [requests, readUnits, writeUnits].map(whole);
}
