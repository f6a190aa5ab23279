import { describe, expect, it } from '@jest/globals';
import type { Progress } from '#activity/ports.ts';
import { reportOnce, startPublisher } from '#local/publisher.ts';
import { anUnfinished, finishingPorts, WORK } from '#test/support/outboxes.ts';

/** Looks for so many seconds of the test's clock. @returns what was done, step by step. */
async function lookFor(seconds: number, progress: () => Progress): Promise<readonly string[]> {
  const records = [anUnfinished('a', { work: WORK }, true), anUnfinished('b')];
  const ports = finishingPorts(records, progress);
  const endAt = ports.now() + seconds * 1000;
  let isOver = false;
  await new Promise<void>((resolve) => {
    const sleep = async (milliseconds: number) => {
      ports.clock.advance(milliseconds);
      await new Promise(setImmediate);
      if (ports.now() >= endAt && !isOver) {
        isOver = true;
        resolve(publisher.stop());
      }
    };
    const publisher = startPublisher({ ...ports, sleep });
  });
  return ports.steps;
}

describe('the publisher of npm start', () => {
  it('finishes what it finds', async () => {
    expect(await lookFor(1, () => 'done')).toEqual(['finish b', 'work a', 'finish a']);
  });

  it('comes back every five seconds to work that has to wait, not at every look', async () => {
    const steps = await lookFor(12, () => 'more');

    expect(steps).toEqual(['finish b', 'work a', 'work a', 'work a']);
  });
});

describe('what the publisher tells of failures', () => {
  const failure = {
    recordId: 'a',
    workspaceId: 'acme',
    step: 'publish',
    code: 'HTTP 500',
  } as const;

  it('is each once, and of no event that only waits for its webhook', () => {
    const told: unknown[] = [];
    const report = reportOnce((each) => told.push(each));

    for (const code of ['unavailable', 'NotTried', 'HTTP 500', 'NotTried', 'HTTP 500']) {
      report({ ...failure, code });
    }

    expect(told).toEqual([failure]);
  });
});
