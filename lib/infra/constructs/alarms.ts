import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface AlarmsProps {
  /** The SNS topic that hears of every alarm, and of its end. @default none: CloudWatch shows them */
  readonly topicArn?: string;
}

export interface AlarmSpec {
  /** Follows the name of the stack in the alarm's name; README.md "Operate" says what to do about it. */
  readonly name: string;
  /** What is wrong when it rings. */
  readonly description: string;
  readonly metric: IMetric;
  /** Rings above it. */
  readonly above: number;
  /** Periods in a row. @default 1 */
  readonly periods?: number;
  /** Whether it rings where the metric says nothing too: that of what runs by the clock. @default false */
  readonly ringsInSilence?: boolean;
}

/** The length of a period of every metric here. */
export const PERIOD = Duration.minutes(5);

/** The alarms of a stack. Silence rings none, unless it asks for that: where nobody calls, nothing is wrong. */
export class Alarms extends Construct {
  private readonly action: SnsAction | undefined;

  constructor(scope: Construct, id: string, { topicArn }: AlarmsProps = {}) {
    super(scope, id);
    this.action =
      topicArn === undefined
        ? undefined
        : new SnsAction(Topic.fromTopicArn(this, 'Topic', topicArn));
  }

  add({ name, description, metric, above, periods = 1, ringsInSilence }: AlarmSpec): void {
    const alarm = new Alarm(this, name, {
      alarmName: `${Stack.of(this).stackName}-${name}`,
      alarmDescription: `${description} See "Operate" in the README.`,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: ringsInSilence
        ? TreatMissingData.BREACHING
        : TreatMissingData.NOT_BREACHING,
    });
    if (this.action === undefined) return;
    alarm.addAlarmAction(this.action);
    alarm.addOkAction(this.action);
  }
}
