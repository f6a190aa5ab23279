import { expect, it } from '@jest/globals';
import { measureFootprint } from './footprint.ts';

it('the endpoint starts with a DynamoDB of its own, whatever the environment says', async () => {
  process.env.DYNAMODB_ENDPOINT = 'http://127.0.0.1:9';
  try {
    const { readyMs, memoryBytes } = await measureFootprint(1);

    expect(readyMs.median).toBeGreaterThan(0);
    expect(memoryBytes.median).toBeGreaterThan(0);
  } finally {
    delete process.env.DYNAMODB_ENDPOINT;
  }
}, 60_000);
