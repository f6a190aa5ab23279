import { Duration } from 'aws-cdk-lib';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from '#infra/constructs/alarms.ts';
import { DeadLetters, encryptedQueue } from '#infra/constructs/dead-letters.ts';

/**
 * A queue with every lifecycle event on it: what a downstream service begins with. Copy it into the
 * stack of your own service and narrow the pattern down.
 */
export class ExampleConsumer extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { bus, alarms }: { bus: IEventBus; alarms: Alarms }) {
    super(scope, id);
    const { queue: deadLetters } = new DeadLetters(this, 'DeadLetters', {
      alarms,
      alarmName: 'consumer-dead-letters',
      description:
        'The example consumer could not be given an event, or took one five times in vain.',
    });
    this.queue = encryptedQueue(this, 'Queue', {
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    new Rule(this, 'Rule', {
      eventBus: bus,
      eventPattern: { source: ['rollcall'] },
      targets: [new SqsQueue(this.queue, { deadLetterQueue: deadLetters })],
    });
  }
}
