/** One sample of an operation: a load, and the CPU that it took. */

import type { Answered } from './bare-calls-process.ts';
import type { Exchange } from './exchange.ts';
import { checkAnswer, drive, type Load, type Target } from './load.ts';
import type { MeasuredProcess } from './measured-process.ts';
import { type Figure, figureOf, quantile } from './statistics.ts';

export interface Sample {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly perSecond: number;
  /** Of the measured process, for a request. */
  readonly cpuMs: number;
}

/** Several samples as figures. */
export type SampleFigures = Readonly<Record<keyof Sample, Figure>>;

export async function sampleServer(
  server: MeasuredProcess<Target>,
  exchanges: readonly Exchange[],
  connections: number,
): Promise<Sample> {
  const before = await server.usage();
  const load = await drive(server.ready, exchanges, connections);
  const after = await server.usage();
  return sampleOf(load, after.cpuMs - before.cpuMs);
}

/** The same DynamoDB calls, bare; the handlers of that process have answered first. */
export async function sampleBareCalls(
  bare: MeasuredProcess<unknown>,
  exchanges: readonly Exchange[],
  connections: number,
): Promise<Sample> {
  await askHandlers(bare, 'record', exchanges);
  const { cpuMs, ...load } = (await bare.call('replay', connections)) as Load & { cpuMs: number };
  return sampleOf(load, cpuMs);
}

/** @param method `run` lets the calls through to the database, `record` keeps them to be replayed. */
export async function askHandlers(
  bare: MeasuredProcess<unknown>,
  method: 'run' | 'record',
  exchanges: readonly Exchange[],
): Promise<void> {
  const calls = exchanges.map(({ call }) => call);
  const answers = (await bare.call(method, calls)) as readonly Answered[];
  for (const [index, { status, text }] of answers.entries()) {
    checkAnswer(exchanges[index] as Exchange, status, text);
  }
}

export function figuresOf(samples: readonly Sample[]): SampleFigures {
  const figure = (name: keyof Sample) => figureOf(samples.map((sample) => sample[name]));
  return {
    p50Ms: figure('p50Ms'),
    p95Ms: figure('p95Ms'),
    perSecond: figure('perSecond'),
    cpuMs: figure('cpuMs'),
  };
}

function sampleOf({ latenciesMs, wallMs }: Load, cpuMs: number): Sample {
  const requests = latenciesMs.length;
  return {
    p50Ms: quantile(latenciesMs, 0.5),
    p95Ms: quantile(latenciesMs, 0.95),
    perSecond: (requests / wallMs) * 1000,
    cpuMs: cpuMs / requests,
  };
}
