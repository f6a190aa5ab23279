import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { StreamPorts } from '#activity/publish-stream.ts';
import type { SweepPorts, Swept } from '#activity/sweep.ts';
import { printLine, SYSTEM } from '#compose/adapters.ts';
import { finishPorts } from '#compose/finish-ports.ts';
import { readPublisherConfig } from '#config';
import { eventBridgeBus } from '#event-bus/event-bridge-bus.ts';
import { once } from '#http/once.ts';

/** Milliseconds for which a new record is left to the stream. */
const SWEEP_AFTER_MS = 60_000;
/** A call that hangs is given up, and made once more. */
const CLIENT_OPTIONS = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 3000,
    throwOnRequestTimeout: true,
    socketTimeout: 3000,
  },
};

/** What the deployed publisher and sweeper need; importing it reads nothing. */
export const publisherPorts = once((): StreamPorts & SweepPorts => {
  const { eventBusName: busName } = readPublisherConfig();
  return finishPorts({
    bus: eventBridgeBus({ client: new EventBridgeClient(CLIENT_OPTIONS), busName, ...SYSTEM }),
    sweepAfterMs: SWEEP_AFTER_MS,
    report: (failure) => printLine({ level: 'error', operation: 'finish-record', ...failure }),
    reportSweep: (swept) =>
      printLine({ level: 'info', operation: 'sweep', ...swept, ...metrics(busName) }),
  });
});

/**
 * Makes metrics of the fields of the log line (CloudWatch's embedded metric format), for each bus its
 * own: another stack in the account must not ring this one's alarm.
 */
function metrics(bus: string) {
  const names: readonly (keyof Swept)[] = ['finished', 'unfinished', 'failed', 'oldestSeconds'];
  const Metrics = names.map((Name) => ({ Name }));
  const directive = { Namespace: 'Rollcall', Dimensions: [['bus']], Metrics };
  return { bus, _aws: { Timestamp: SYSTEM.now(), CloudWatchMetrics: [directive] } };
}
