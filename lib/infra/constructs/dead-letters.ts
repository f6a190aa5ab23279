import { Duration, Validations } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Alarms, PERIOD } from '#infra/constructs/alarms.ts';

export interface DeadLettersProps {
  readonly alarms: Alarms;
  readonly alarmName: string;
  /** What it means that something lies here. */
  readonly description: string;
}

/** Where ends what could not be done, for 14 days, with an alarm for the first thing in it. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { alarms, alarmName, description }: DeadLettersProps) {
    super(scope, id);
    this.queue = encryptedQueue(this, 'Queue', { retentionPeriod: Duration.days(14) });
    Validations.of(this.queue).acknowledge(
      {
        id: 'AwsSolutions-SQS3',
        reason: 'It is the dead-letter queue, of a stream or a function.',
      },
      { id: 'Serverless-SQSRedrivePolicy', reason: 'It is the end of the way.' },
    );
    alarms.add({
      name: alarmName,
      description,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        statistic: Stats.MAXIMUM,
        period: PERIOD,
      }),
      above: 0,
    });
  }
}

/** Encrypted at rest, by keys of SQS's own, and on the way. */
export function encryptedQueue(scope: Construct, id: string, props: QueueProps): Queue {
  return new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    ...props,
  });
}
