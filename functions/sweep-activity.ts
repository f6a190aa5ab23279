import { sweep } from '#activity/sweep.ts';
import { publisherPorts } from '#compose/publisher-ports.ts';

interface Lambda {
  readonly getRemainingTimeInMillis: () => number;
}

/** On a schedule: finishes what nobody else has finished. */
export const handler = (_event: unknown, lambda: Lambda) =>
  sweep(publisherPorts(), lambda.getRemainingTimeInMillis());
