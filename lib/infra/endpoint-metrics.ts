/** What is watched on the API and the table, for alarms and dashboard alike. */

import { MathExpression, Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { type AlarmSpec, PERIOD } from '#infra/constructs/alarms.ts';
import type { Graph } from '#infra/constructs/dashboard.ts';
import type { ScimApi } from '#infra/constructs/scim-api.ts';
import { TABLE } from '#store/table.ts';

export interface EndpointMetrics {
  readonly requests: Metric;
  readonly serverErrors: Metric;
  readonly clientErrors: Metric;
  readonly serverErrorRate: MathExpression;
  readonly latencyP50: Metric;
  readonly latencyP99: Metric;
  readonly unauthorized: Metric;
  readonly tooManyRequests: Metric;
  readonly readThrottles: Metric;
  readonly writeThrottles: Metric;
  /** Of each index: they are not in those of the table, though the table then throttles too. */
  readonly indexThrottles: readonly IndexThrottles[];
  readonly transactionConflicts: Metric;
  readonly readUnits: Metric;
  readonly writeUnits: Metric;
}

export interface IndexThrottles {
  readonly index: string;
  readonly metric: Metric;
}

const SUM: MetricOptions = { statistic: Stats.SUM, period: PERIOD };

export function endpointMetrics({ api, accessLog }: ScimApi, table: ITableV2): EndpointMetrics {
  const requests = api.metricCount(SUM);
  const serverErrors = api.metricServerError(SUM);
  return {
    requests,
    serverErrors,
    clientErrors: api.metricClientError(SUM),
    serverErrorRate: new MathExpression({
      expression: '100 * errors / requests',
      usingMetrics: { errors: serverErrors, requests },
      period: PERIOD,
      label: '5xx, percent',
    }),
    latencyP50: api.metricLatency({ statistic: Stats.p(50), period: PERIOD }),
    latencyP99: api.metricLatency({ statistic: Stats.p(99), period: PERIOD }),
    unauthorized: answers(accessLog, 401),
    tooManyRequests: answers(accessLog, 429),
    // Not as one sum: each is there only when something is throttled, and a sum needs both.
    readThrottles: table.metric('ReadThrottleEvents', SUM),
    writeThrottles: table.metric('WriteThrottleEvents', SUM),
    indexThrottles: TABLE.indexes.map(({ name: index }) => ({
      index,
      metric: new Metric({
        namespace: 'AWS/DynamoDB',
        metricName: 'WriteThrottleEvents',
        dimensionsMap: { TableName: table.tableName, GlobalSecondaryIndexName: index },
        ...SUM,
      }),
    })),
    transactionConflicts: table.metric('TransactionConflict', SUM),
    readUnits: table.metricConsumedReadCapacityUnits(SUM),
    writeUnits: table.metricConsumedWriteCapacityUnits(SUM),
  };
}

/** Counted from the access log: the gateway has no metric for one status. */
function answers(accessLog: LogGroup, status: number): Metric {
  const filter = new MetricFilter(accessLog, `Status${status}`, {
    logGroup: accessLog,
    metricNamespace: 'Rollcall',
    metricName: `${accessLog.stack.stackName}-${status}`,
    filterPattern: FilterPattern.stringValue('$.status', '=', String(status)),
  });
  return filter.metric(SUM);
}

/** Thresholds are per period of five minutes. */
export function endpointAlarms(metrics: EndpointMetrics): readonly AlarmSpec[] {
  return [
    {
      name: 'api-errors',
      description: 'More than 1 percent of the requests were answered with 5xx.',
      metric: metrics.serverErrorRate,
      above: 1,
      periods: 2,
    },
    {
      name: 'api-latency',
      description: 'One request in a hundred took longer than 5 seconds.',
      metric: metrics.latencyP99,
      above: 5000,
      periods: 3,
    },
    {
      name: 'api-throttles',
      description: 'Requests were answered with 429.',
      metric: metrics.tooManyRequests,
      above: 100,
    },
    {
      name: 'auth-failures',
      description: 'More than 100 requests had no valid token.',
      metric: metrics.unauthorized,
      above: 100,
    },
    {
      name: 'read-throttles',
      description: 'DynamoDB throttled reads.',
      metric: metrics.readThrottles,
      above: 10,
      periods: 2,
    },
    {
      name: 'write-throttles',
      description: 'DynamoDB throttled writes.',
      metric: metrics.writeThrottles,
      above: 10,
      periods: 2,
    },
    ...metrics.indexThrottles.map(({ index, metric }) => ({
      name: `${index.toLowerCase()}-throttles`,
      description: `DynamoDB throttled writes to the index ${index}, and with it those to the table.`,
      metric,
      above: 10,
      periods: 2,
    })),
    {
      name: 'transaction-conflicts',
      description: 'Requests keep meeting one another on the same items.',
      metric: metrics.transactionConflicts,
      above: 500,
      periods: 3,
    },
  ];
}

export function endpointGraphs(metrics: EndpointMetrics): readonly Graph[] {
  return [
    {
      title: 'Requests and errors',
      left: [metrics.requests, metrics.clientErrors],
      right: [metrics.serverErrors],
    },
    { title: 'Latency, ms', left: [metrics.latencyP50, metrics.latencyP99] },
    {
      title: 'Capacity units of the table',
      left: [metrics.readUnits, metrics.writeUnits],
      right: [
        metrics.readThrottles,
        metrics.writeThrottles,
        ...metrics.indexThrottles.map(({ metric }) => metric),
      ],
    },
    {
      title: 'No valid token, throttled, conflicts',
      left: [metrics.unauthorized, metrics.tooManyRequests],
      right: [metrics.transactionConflicts],
    },
  ];
}
