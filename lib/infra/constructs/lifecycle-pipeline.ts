import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  FilterCriteria,
  FilterRule,
  type IFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { BACKGROUND } from '#functions/routes.ts';
import { type Alarms, PERIOD } from '#infra/constructs/alarms.ts';
import type { Graph } from '#infra/constructs/dashboard.ts';
import { DeadLetters } from '#infra/constructs/dead-letters.ts';
import { ExampleConsumer } from '#infra/constructs/example-consumer.ts';
import { type FunctionSettings, OperationFunction } from '#infra/constructs/operation-function.ts';
import { tableStatements } from '#infra/statements.ts';
import { TABLE } from '#store/table.ts';

export interface LifecyclePipelineProps {
  readonly table: TableV2;
  readonly alarms: Alarms;
  readonly functionSettings: FunctionSettings;
  /** What background work may do beside the table. */
  readonly workStatements: readonly PolicyStatement[];
  /** Days for which the bus keeps events for a replay; 0 for none. @default 30 */
  readonly archiveDays?: number;
  /** Whether a queue with every event on it is made. @default false */
  readonly exampleConsumer?: boolean;
}

/** Seconds of one batch from the stream, and of one sweep. */
const PUBLISH_SECONDS = 60;
const SWEEP_SECONDS = 300;
const MEMORY_MB = 512;

/**
 * From the activity log to whoever listens: new records come by the stream to `publish-activity`;
 * `sweep-activity` finds every minute what is still unfinished. A record is found by the sweep
 * however long ago the stream gave it up, so that the finite retries lose nothing.
 *
 * A long sweep is met by the next ones, which is harmless (`test/activity/overlapping-sweeps.test.ts`): an
 * event may be sent twice, under one eventId. No concurrency is reserved for it: a small account has none
 * to reserve, and the sweeps that are turned away would end as dead letters, which ring an alarm.
 */
export class LifecyclePipeline extends Construct {
  readonly bus: EventBus;
  readonly publish: IFunction;
  readonly sweep: IFunction;
  readonly consumer: ExampleConsumer | undefined;

  constructor(scope: Construct, id: string, props: LifecyclePipelineProps) {
    super(scope, id);
    this.bus = this.addBus(props.archiveDays ?? 30);
    this.publish = this.addPublisher(props);
    this.sweep = this.addSweeper(props);
    this.consumer = props.exampleConsumer
      ? new ExampleConsumer(this, 'ExampleConsumer', { bus: this.bus, alarms: props.alarms })
      : undefined;
  }

  /** Of the whole way from the log to the bus. */
  graphs(): readonly Graph[] {
    const lag = this.publish.metric('IteratorAge', { statistic: Stats.MAXIMUM, period: PERIOD });
    const errors = [this.publish, this.sweep].map((fn) => fn.metricErrors({ period: PERIOD }));
    return [{ title: 'Lifecycle events: lag in ms, failed runs', left: [lag], right: errors }];
  }

  private addBus(archiveDays: number): EventBus {
    const bus = new EventBus(this, 'Bus', { description: 'Lifecycle events of Rollcall' });
    if (archiveDays === 0) return bus;
    bus.archive('Archive', {
      description: 'Lifecycle events, for a replay',
      eventPattern: { source: ['rollcall'] },
      retention: Duration.days(archiveDays),
    });
    return bus;
  }

  private addPublisher(props: LifecyclePipelineProps): IFunction {
    const { table, alarms, functionSettings, workStatements } = props;
    const { fn } = new OperationFunction(this, 'Publish', {
      ...functionSettings,
      entry: BACKGROUND.publish.entry,
      description: 'Puts lifecycle events on the bus, as they come by the stream',
      statements: [
        ...tableStatements(table, BACKGROUND.publish.rights),
        ...workStatements,
        this.putEvents(),
      ],
      environment: { ...functionSettings.environment, EVENT_BUS_NAME: this.bus.eventBusName },
      timeoutSeconds: PUBLISH_SECONDS,
      memoryMb: MEMORY_MB,
    });
    const { queue } = new DeadLetters(this, 'PublishDeadLetters', {
      alarms,
      alarmName: 'publish-dead-letters',
      description: 'The stream gave up on activity records; the sweep goes on trying.',
    });
    fn.addEventSource(new DynamoEventSource(table, streamSettings(new SqsDlq(queue))));
    alarms.add({
      name: 'publish-lag',
      description: 'Lifecycle events reach the bus more than 5 minutes late.',
      metric: fn.metric('IteratorAge', { statistic: Stats.MAXIMUM, period: PERIOD }),
      above: Duration.minutes(5).toMilliseconds(),
    });
    return fn;
  }

  private addSweeper(props: LifecyclePipelineProps): IFunction {
    const { table, alarms, functionSettings, workStatements } = props;
    const { fn } = new OperationFunction(this, 'Sweep', {
      ...functionSettings,
      entry: BACKGROUND.sweep.entry,
      description: 'Finishes what is still unfinished in the activity log, every minute',
      statements: [
        ...tableStatements(table, BACKGROUND.sweep.rights),
        ...workStatements,
        this.putEvents(),
      ],
      environment: { ...functionSettings.environment, EVENT_BUS_NAME: this.bus.eventBusName },
      timeoutSeconds: SWEEP_SECONDS,
      memoryMb: MEMORY_MB,
    });
    const { queue } = new DeadLetters(this, 'SweepDeadLetters', {
      alarms,
      alarmName: 'sweep-dead-letters',
      description: 'Sweeps of the activity log fail; work may be left unfinished.',
    });
    alarms.add({
      name: 'unfinished-activity',
      description:
        'Something in the activity log has been unfinished for more than 15 minutes, or no sweep has looked.',
      metric: this.oldestUnfinished(),
      above: Duration.minutes(15).toSeconds(),
      ringsInSilence: true,
    });
    // The next minute tries anyway.
    fn.configureAsyncInvoke({
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
      onFailure: new SqsDestination(queue),
    });
    new Rule(this, 'Schedule', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(fn, { deadLetterQueue: queue, retryAttempts: 0 })],
    });
    return fn;
  }

  /** The sweep says it in its log line (`lib/compose/publisher-ports.ts`), which CloudWatch makes a metric of. */
  private oldestUnfinished(): Metric {
    return new Metric({
      namespace: 'Rollcall',
      metricName: 'oldestSeconds',
      dimensionsMap: { bus: this.bus.eventBusName },
      statistic: Stats.MAXIMUM,
      period: PERIOD,
    });
  }

  private putEvents(): PolicyStatement {
    return new PolicyStatement({
      actions: ['events:PutEvents'],
      resources: [this.bus.eventBusArn],
    });
  }
}

/** Finite, so that a record that cannot be published stops its shard for hours and not for a day. */
function streamSettings(onFailure: SqsDlq) {
  const { activityPrefix, partitionKey, unfinishedIndex } = TABLE;
  return {
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: 20,
    maxRecordAge: Duration.hours(6),
    onFailure,
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: {
          Keys: { [partitionKey]: { S: FilterRule.beginsWith(activityPrefix) } },
          NewImage: { [unfinishedIndex.partitionKey]: { S: FilterRule.exists() } },
        },
      }),
    ],
  };
}
