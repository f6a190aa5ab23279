import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { DEFAULT_ROUTE, ROUTES } from '#functions/routes.ts';
import { Alarms } from '#infra/constructs/alarms.ts';
import type { Domain } from '#infra/constructs/custom-domain.ts';
import { Dashboard } from '#infra/constructs/dashboard.ts';
import { DirectoryTable } from '#infra/constructs/directory-table.ts';
import { LifecyclePipeline } from '#infra/constructs/lifecycle-pipeline.ts';
import { type FunctionSettings, OperationFunction } from '#infra/constructs/operation-function.ts';
import { type AdminJwt, type ApiRoute, ScimApi } from '#infra/constructs/scim-api.ts';
import { TokenSecrets } from '#infra/constructs/token-secrets.ts';
import { endpointAlarms, endpointGraphs, endpointMetrics } from '#infra/endpoint-metrics.ts';
import { type FunctionPlan, planFunctions } from '#infra/function-plan.ts';
import { tableStatements } from '#infra/statements.ts';

/** Every one may be left out: a bare `cdk deploy` works. */
export interface RollcallStackProps extends StackProps {
  /** A name of one's own; the gateway's then answers no longer. @default the name that the gateway gives */
  readonly domain?: Domain;
  /** Where SCIM stands as clients see it, if a proxy stands before the gateway. @default `/scim/v2` of the host that was called */
  readonly scimBaseUrl?: string;
  /** Who administers. @default whoever IAM lets invoke the API */
  readonly adminJwt?: AdminJwt;
  /** Days for which a finished record of the activity log is kept. @default 90 */
  readonly activityRetentionDays?: number;
  /** Users that one request may walk through. @default 10,000 */
  readonly maxWalkUsers?: number;
  /** @default 30 days */
  readonly logRetention?: RetentionDays;
  /** Days for which the bus keeps events for a replay; 0 for none. @default 30 */
  readonly archiveDays?: number;
  /** Whether a queue with every lifecycle event on it is made. @default false */
  readonly exampleConsumer?: boolean;
  /** The SNS topic that hears of alarms. @default none */
  readonly alarmTopicArn?: string;
  /** Whether there is a CloudWatch dashboard. @default true */
  readonly dashboard?: boolean;
  /** Whether X-Ray samples requests. @default false */
  readonly tracing?: boolean;
  /** The KMS key of an earlier stack of this name, whose secrets are still there. @default a key of its own */
  readonly secretKeyArn?: string;
  /** Whether table and key outlive the stack. Switch it off for a try only. @default true */
  readonly retainData?: boolean;
}

/** The whole system: one table, one function per operation, one HTTP API, one event bus. */
export class RollcallStack extends Stack {
  private readonly directory: DirectoryTable;
  private readonly secrets: TokenSecrets;
  private readonly functionSettings: FunctionSettings;

  constructor(scope: Construct, id: string, props: RollcallStackProps = {}) {
    super(scope, id, { description: 'Rollcall: multi-tenant SCIM 2.0', ...props });
    const { retainData, secretKeyArn, logRetention = RetentionDays.ONE_MONTH, tracing } = props;
    this.directory = new DirectoryTable(this, 'Directory', { retainData });
    this.secrets = new TokenSecrets(this, 'TokenSecrets', { retainData, keyArn: secretKeyArn });
    this.functionSettings = { environment: this.functionEnvironment(props), logRetention, tracing };
    const { table } = this.directory;
    const { domain, adminJwt } = props;
    const routes = this.addFunctions();
    const api = new ScimApi(this, 'ScimApi', { routes, logRetention, domain, adminJwt });
    const metrics = endpointMetrics(api, table);
    const alarms = new Alarms(this, 'Alarms', { topicArn: props.alarmTopicArn });
    for (const alarm of endpointAlarms(metrics)) alarms.add(alarm);
    const pipeline = new LifecyclePipeline(this, 'Lifecycle', {
      table,
      alarms,
      functionSettings: this.functionSettings,
      workStatements: this.secrets.removeStatements(),
      archiveDays: props.archiveDays,
      exampleConsumer: props.exampleConsumer,
    });
    if (props.dashboard ?? true) {
      new Dashboard(this, 'Overview', {
        graphs: [...endpointGraphs(metrics), ...pipeline.graphs()],
      });
    }
    this.addOutputs(api, pipeline, props.scimBaseUrl);
  }

  /** `lib/config.ts` has the defaults of what is left out. */
  private functionEnvironment(props: RollcallStackProps): FunctionSettings['environment'] {
    const { scimBaseUrl, maxWalkUsers, activityRetentionDays, adminJwt } = props;
    return definedOnly({
      TABLE_NAME: this.directory.table.tableName,
      SECRET_PREFIX: this.secrets.prefix,
      SCIM_BASE_URL: scimBaseUrl,
      MAX_WALK_USERS: maxWalkUsers?.toString(),
      ACTIVITY_RETENTION_DAYS: activityRetentionDays?.toString(),
      ADMIN_SCOPE: adminJwt?.scope,
      ADMIN_WORKSPACE_CLAIM: adminJwt?.workspaceClaim,
    });
  }

  private addFunctions(): readonly ApiRoute[] {
    return planFunctions(ROUTES, DEFAULT_ROUTE).flatMap((plan) => {
      const fn = this.addFunction(plan);
      return plan.routeKeys.map((key) => ({ key, area: plan.area, fn }));
    });
  }

  private addFunction({ id, routeKeys, rights, ...plan }: FunctionPlan): IFunction {
    const { environment } = this.functionSettings;
    const { fn } = new OperationFunction(this, id, {
      ...this.functionSettings,
      ...plan,
      description: routeKeys.join(', ').slice(0, 256),
      statements: this.statementsOf({ id, routeKeys, rights, ...plan }),
      environment:
        rights === 'workspaces'
          ? { ...environment, SECRET_KMS_KEY_ID: this.secrets.key.keyArn }
          : environment,
    });
    return fn;
  }

  /** A token opens SCIM alone. */
  private statementsOf({ area, rights }: FunctionPlan): readonly PolicyStatement[] {
    const { table } = this.directory;
    return [
      ...tableStatements(table, rights),
      ...(area === 'scim' ? this.secrets.readStatements() : []),
      ...(rights === 'workspaces' ? this.secrets.createStatements() : []),
      ...(rights === 'tokens' ? this.secrets.changeStatements() : []),
    ];
  }

  private addOutputs(
    { api, url, domain }: ScimApi,
    { bus, consumer }: LifecyclePipeline,
    scimBaseUrl: string | undefined,
  ): void {
    const outputs = definedOnly({
      ApiId: api.apiId,
      ScimBaseUrl: scimBaseUrl ?? `${url}/scim/v2`,
      AdminBaseUrl: `${url}/admin`,
      EventBusArn: bus.eventBusArn,
      TableName: this.directory.table.tableName,
      SecretPrefix: this.secrets.prefix,
      SecretKeyArn: this.secrets.key.keyArn,
      RegionalDomainName: domain?.regionalDomainName,
      ConsumerQueueUrl: consumer?.queue.queueUrl,
    });
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

function definedOnly(values: Readonly<Record<string, string | undefined>>) {
  const defined = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as Readonly<Record<string, string>>;
}
