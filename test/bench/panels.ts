/** What of the results is drawn. */

import type { GroupsResult } from './groups.ts';
import type { GrowthResult, SizeResult } from './growth.ts';
import { OPERATIONS } from './operations.ts';
import type { Panel } from './plot.ts';
import type { Results } from './results.ts';

export function panelsOf({ growth, groups }: Results): readonly Panel[] {
  return [...(growth ? panelsOfGrowth(growth) : []), ...(groups ? [panelOfGroups(groups)] : [])];
}

function panelsOfGrowth({ sizes }: GrowthResult): readonly Panel[] {
  const series = (figure: (size: SizeResult, name: string) => number) =>
    OPERATIONS.map(({ name }) => ({ name, values: sizes.map((size) => figure(size, name)) }));
  const users = sizes.map(({ size }) => size);
  return [
    {
      title: 'Capacity units of a request, by users',
      sizes: users,
      series: series(({ costs }, name) => {
        const units = costs.find(({ operation }) => operation === name)?.units;
        return (units?.read ?? 0) + (units?.write ?? 0);
      }),
    },
    {
      title: 'CPU ms of the endpoint, 16 connections, by users',
      sizes: users,
      series: series(({ loads }, name) => {
        const load = loads.findLast(({ operation }) => operation === name);
        return load?.endpoint.cpuMs.median ?? 0;
      }),
    },
  ];
}

function panelOfGroups({ additions }: GroupsResult): Panel {
  return {
    title: 'One member more, by members of the group',
    sizes: additions.map(({ members }) => members),
    series: [
      { name: 'requests', values: additions.map(({ requests }) => requests) },
      { name: 'read units', values: additions.map(({ readUnits }) => readUnits) },
      { name: 'write units', values: additions.map(({ writeUnits }) => writeUnits) },
    ],
  };
}
