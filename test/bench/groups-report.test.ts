import { describe, expect, it } from '@jest/globals';
import { groupsReport } from './groups-report.ts';
import { panelsOf } from './panels.ts';

const figure = { median: 5000, lowest: 4000, highest: 6000 };
const addition = (members: number, writeUnits: number) => ({
  operation: 'one member more',
  members,
  requests: 6,
  readUnits: 7,
  writeUnits,
});
const groups = {
  additions: [addition(10, 9), addition(99_999, 57)],
  others: [{ ...addition(10_000, 45), operation: 'get with members', ms: figure }],
  users: 99_999,
  pushedPerSecond: figure,
  loads: ([1, 16] as const).map((connections) => ({
    operation: 'get without members',
    members: 100_000,
    connections,
    figures: {
      p50Ms: { ...figure, median: connections },
      p95Ms: { ...figure, median: 2 * connections },
      perSecond: { ...figure, median: 1000 + connections },
      cpuMs: figure,
    },
  })),
};

describe('what groups cost', () => {
  it('is told by size of the group, and with the spread of its times', () => {
    const text = groupsReport(groups).join('\n');

    expect(text).toContain('| 99,999 | 6 | 7 | 57 |');
    expect(text).toContain('| get with members | 10,000 | 6 | 7 | 45 | 5000 (4000–6000) |');
    expect(text).not.toContain('nobody');
  });

  it('is told by number of connections', () => {
    const text = groupsReport(groups).join('\n');

    expect(text).toContain(
      '| Operation | Members | 1 conn. | requests/s | 16 conn. | requests/s |',
    );
    expect(text).toContain(
      '| get without members | 100,000 | 1.0 / 2.0 | 1,001 | 16.0 / 32.0 | 1,016 |',
    );
  });

  it('says where members are no users', () => {
    expect(groupsReport({ ...groups, users: 10_000 })[0]).toContain('ids that belong to nobody');
  });

  it('is drawn over the members', () => {
    const circumstances = { at: '', machine: '', emulator: '', peers: {} };
    const results = { ...circumstances, command: '', rounds: 1, seconds: 1, groups };

    const [panel] = panelsOf(results);

    expect(panel?.sizes).toEqual([10, 99_999]);
    expect(panel?.series).toContainEqual({ name: 'write units', values: [9, 57] });
  });
});
