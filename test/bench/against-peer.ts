/** A SCIMMY server beside the endpoint: the same users, the same load, in turn. */

import { fill } from './fill.ts';
import type { Target } from './load.ts';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';
import { PLAIN_OPTIONS } from './node-options.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import { SCIMMY_SERVER } from './peers.ts';
import { emptyPopulation, newUserBody, type Population, settle } from './population.ts';
import { figuresOf, type Sample, type SampleFigures, sampleServer } from './sample.ts';
import type { Settings } from './settings.ts';
import { contextOf, environmentOf, openWorkspace } from './workspace.ts';

export interface PeerResult {
  readonly operation: string;
  readonly endpoint: SampleFigures;
  readonly peer: SampleFigures;
}

const CONNECTIONS = 16;
/** A sample takes about as long, and has as many requests as fit; one at the least. */
const SAMPLE_MS = 1500;
/** Users in one message to the peer. */
const CHUNK = 500;

interface Side {
  readonly server: MeasuredProcess<Target>;
  readonly population: Population;
}

/** @param size users on either side. */
export async function measureAgainstPeer(
  { rounds, warmUps, requests }: Settings,
  size: number,
  progress: (what: string) => void,
): Promise<readonly PeerResult[]> {
  progress(`beside SCIMMY: filling with ${size} users`);
  const workspace = await openWorkspace();
  const server = await startMeasured<Target>('endpoint-process.ts', environmentOf(workspace));
  const peer = await startMeasured<Target>(SCIMMY_SERVER, {}, PLAIN_OPTIONS);
  try {
    await fill(workspace.table, await contextOf(workspace), workspace.population, size);
    const sides = [
      { server, population: workspace.population },
      { server: peer, population: await fillPeer(peer, size) },
    ];
    const compared = OPERATIONS.filter(({ isCompared }) => isCompared);
    const samples = compared.map((operation) => ({ operation, taken: [[], []] as Sample[][] }));
    for (let round = 1 - warmUps; round <= rounds; round += 1) {
      progress(`beside SCIMMY: ${round < 1 ? 'warming up' : `round ${round} of ${rounds}`}`);
      for (const { operation, taken } of samples) {
        for (const [index, side] of sides.entries()) {
          const sample = await sampleSide(side, operation, requests[CONNECTIONS], round);
          if (round > 0) taken[index]?.push(sample);
        }
      }
    }
    return samples.map(({ operation, taken: [ours = [], theirs = []] }) => ({
      operation: operation.name,
      endpoint: figuresOf(ours),
      peer: figuresOf(theirs),
    }));
  } finally {
    for (const started of [peer, server, workspace.emulator]) await started.stop();
  }
}

async function fillPeer(peer: MeasuredProcess<Target>, size: number): Promise<Population> {
  const population = emptyPopulation();
  while (population.users.length < size) {
    const length = Math.min(CHUNK, size - population.users.length);
    const numbers = Array.from({ length }, (_, index) => population.numbers + index);
    const ids = (await peer.call('fill', numbers.map(newUserBody))) as readonly string[];
    for (const [index, id] of ids.entries()) settle(population, population.numbers + index, id);
    population.numbers += length;
  }
  return population;
}

/** First one request, to see how many fit into a sample. */
async function sampleSide(
  { server, population }: Side,
  operation: Operation,
  most: number,
  round: number,
): Promise<Sample> {
  const first = (round + 1) * most;
  const exchanges = (length: number, from: number) =>
    Array.from({ length }, (_, index) => operation.exchange(population, first + from + index));
  const { p50Ms } = await sampleServer(server, exchanges(1, 0), 1);
  const length = Math.max(1, Math.min(most, Math.floor(SAMPLE_MS / p50Ms)));
  return sampleServer(server, exchanges(length, 1), Math.min(CONNECTIONS, length));
}
