/** What the deployed sweep tells CloudWatch; what it does is in test/activity/sweep.test.ts. */

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { handler as sweep } from '#functions/sweep-activity.ts';
import { useDeployment } from '#test/support/deployment.ts';

useDeployment();

const printed: string[] = [];
const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
  printed.push(String(text));
  return true;
});

beforeAll(() => {
  process.env.EVENT_BUS_NAME = 'events';
});
afterAll(() => {
  spy.mockRestore();
});

describe('the sweep', () => {
  it('makes metrics of its log line, for its own bus', async () => {
    await sweep({}, { getRemainingTimeInMillis: () => 60_000 });

    const entry = JSON.parse(printed.find((line) => line.includes('"sweep"')) ?? '{}');
    const [directive] = entry._aws.CloudWatchMetrics;
    expect(directive).toMatchObject({ Namespace: 'Rollcall', Dimensions: [['bus']] });
    expect(directive.Metrics).toContainEqual({ Name: 'oldestSeconds' });
    expect(entry).toMatchObject({ bus: 'events', oldestSeconds: 0 });
  });
});
