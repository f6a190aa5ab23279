import { publishStream } from '#activity/publish-stream.ts';
import { publisherPorts } from '#compose/publisher-ports.ts';

interface Lambda {
  readonly getRemainingTimeInMillis: () => number;
}

/** New activity records from the table's stream: their events to the bus, their work begun. */
export const handler = (event: unknown, lambda: Lambda) =>
  publishStream(publisherPorts(), event, lambda.getRemainingTimeInMillis());
