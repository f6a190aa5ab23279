/** What the endpoint takes before the first request: time, and memory. */

import { startMeasured } from './measured-process.ts';
import { type Figure, figureOf } from './statistics.ts';

export interface Footprint {
  /** From the start of the process, with a DynamoDB of its own, to the first request that it takes. */
  readonly readyMs: Figure;
  readonly memoryBytes: Figure;
}

/** With a DynamoDB of its own, whatever the environment of the benchmark says. */
const OWN_DYNAMODB = { DYNAMODB_ENDPOINT: undefined };

export async function measureFootprint(starts: number): Promise<Footprint> {
  const readyMs: number[] = [];
  const memoryBytes: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const endpoint = await startMeasured('endpoint-process.ts', OWN_DYNAMODB);
    readyMs.push(endpoint.readyMs);
    memoryBytes.push((await endpoint.usage()).memoryBytes);
    await endpoint.stop();
  }
  return { readyMs: figureOf(readyMs), memoryBytes: figureOf(memoryBytes) };
}
