import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DEFAULT_ROUTE, ROUTES } from '#functions/routes.ts';
import { deploymentApp } from '#infra/deployment-app.ts';
import { planFunctions } from '#infra/function-plan.ts';
import { TABLE } from '#store/table.ts';
import { ofType, only, type Resource, referencesIn, synthesise } from './synthesise.ts';

const template = synthesise();
const withConsumer = synthesise({ exampleConsumer: true });
/** Every setting but those that mean other data: another name, another key, none that outlives the stack. */
const withEverySetting = synthesise({
  exampleConsumer: true,
  domainName: 'scim.example.com',
  certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
  hostedZoneId: 'Z1',
  hostedZoneName: 'example.com',
  scimBaseUrl: 'https://proxy.example.com/scim/v2',
  adminJwtIssuer: 'https://login.example.com/',
  adminJwtAudience: 'rollcall',
  adminJwtScope: 'directory',
  adminJwtWorkspaceClaim: 'workspace',
  maxWalkUsers: 50,
  activityRetentionDays: 30,
  logRetentionDays: 7,
  archiveDays: 10,
  alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms',
  dashboard: false,
  tracing: true,
});

const functions = ofType(template, 'AWS::Lambda::Function');
const alarms = ofType(withConsumer, 'AWS::CloudWatch::Alarm');

describe('routes', () => {
  const routes = ofType(template, 'AWS::ApiGatewayV2::Route');

  it('are those of routes.ts, each once, and what takes the rest', () => {
    const keys = routes.map(([, { Properties }]) => Properties.RouteKey);

    const expected = ROUTES.map(({ method, path }) => `${method} ${path}`);
    expect([...keys].sort()).toEqual([...expected, '$default'].sort());
  });

  it('have an authorizer below /admin, and none anywhere else', () => {
    const types = routes.map(([, { Properties }]) => {
      const isAdmin = String(Properties.RouteKey).includes(' /admin');
      return [isAdmin, Properties.AuthorizationType];
    });

    for (const [isAdmin, type] of types) expect(type).toBe(isAdmin ? 'AWS_IAM' : 'NONE');
  });

  it('below /admin take the tokens of an OIDC issuer where one is set, with its scope', () => {
    const withJwt = synthesise({
      adminJwtIssuer: 'https://login.example.com/',
      adminJwtAudience: 'rollcall',
      adminJwtScope: 'directory:admin',
    });

    const admin = ofType(withJwt, 'AWS::ApiGatewayV2::Route').filter(([, { Properties }]) =>
      String(Properties.RouteKey).includes(' /admin'),
    );
    expect(admin.length).toBeGreaterThan(10);
    for (const [, { Properties }] of admin) {
      expect(Properties).toMatchObject({
        AuthorizationType: 'JWT',
        AuthorizationScopes: ['directory:admin'],
      });
      expect(referencesIn(Properties.AuthorizerId)).toHaveLength(1);
    }
    expect(only(withJwt, 'AWS::ApiGatewayV2::Authorizer').Properties).toMatchObject({
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: 'https://login.example.com/', Audience: ['rollcall'] },
    });
    for (const [, { Properties }] of ofType(withJwt, 'AWS::Lambda::Function')) {
      expect(Properties).toMatchObject({
        Environment: { Variables: { ADMIN_SCOPE: 'directory:admin' } },
      });
    }
  });

  it('go to the function of their entry, which the API may call', () => {
    const targets = routes.map(([, { Properties }]) => {
      const [integration = ''] = referencesIn(Properties.Target);
      const [fn] = referencesIn(template.Resources[integration]?.Properties.IntegrationUri);
      return `${Properties.RouteKey} ${fn?.replace(/Function[0-9A-F]{8}$/, '')}`;
    });
    const permitted = ofType(template, 'AWS::Lambda::Permission').flatMap(([, { Properties }]) =>
      referencesIn(Properties.FunctionName),
    );

    const expected = planFunctions(ROUTES, DEFAULT_ROUTE).flatMap(({ id, routeKeys }) =>
      routeKeys.map((key) => `${key} ${id}`),
    );
    expect([...targets].sort()).toEqual([...expected].sort());
    expect(permitted).toHaveLength(planFunctions(ROUTES, DEFAULT_ROUTE).length + 1);
  });
});

describe('functions', () => {
  it('are one for each entry, and the two of the activity log', () => {
    expect(functions).toHaveLength(planFunctions(ROUTES, DEFAULT_ROUTE).length + 2);
  });

  it('have a log group and a role each, of their own, and the log ends some day', () => {
    const groups = functions.flatMap(([, { Properties }]) =>
      referencesIn(Properties.LoggingConfig),
    );
    const roles = functions.flatMap(([, { Properties }]) => referencesIn(Properties.Role));

    expect(new Set(groups).size).toBe(functions.length);
    expect(new Set(roles).size).toBe(functions.length);
    for (const [, { Properties }] of ofType(template, 'AWS::Logs::LogGroup')) {
      expect(Properties.RetentionInDays).toBe(30);
    }
  });

  it('run on Node.js 24 on arm64, log JSON, and are not traced', () => {
    for (const [, { Properties }] of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        LoggingConfig: { LogFormat: 'JSON' },
      });
      expect(Properties).not.toHaveProperty('TracingConfig');
    }
  });

  it('have the time and the memory of their route', () => {
    for (const { id, timeoutSeconds, memoryMb = 512 } of planFunctions(ROUTES, DEFAULT_ROUTE)) {
      const [, fn] = functions.find(([name]) => name.startsWith(`${id}Function`)) ?? [];

      expect(fn?.Properties).toMatchObject({ Timeout: timeoutSeconds, MemorySize: memoryMb });
    }
  });
});

describe('what runs on its own', () => {
  const alarmed = alarms.flatMap(([, { Properties }]) => referencesIn(Properties.Dimensions));

  it('has dead letters wherever it can fail, and an alarm on each', () => {
    const places = [
      ...ofType(withConsumer, 'AWS::Lambda::EventSourceMapping').map(dead('DestinationConfig')),
      ...ofType(withConsumer, 'AWS::Lambda::EventInvokeConfig').map(dead('DestinationConfig')),
      ...ofType(withConsumer, 'AWS::Events::Rule').flatMap(([, { Properties }]) =>
        (Properties.Targets as readonly Record<string, unknown>[]).map((target) =>
          referencesIn(target.DeadLetterConfig),
        ),
      ),
    ];

    expect(places.length).toBeGreaterThanOrEqual(4);
    for (const queues of places) {
      expect(queues).toHaveLength(1);
      expect(alarmed).toEqual(expect.arrayContaining([...queues]));
    }
  });

  it('takes new activity from the stream, retries finitely, and names the records that failed', () => {
    const mapping = only(template, 'AWS::Lambda::EventSourceMapping');

    expect(mapping.Properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 20,
      MaximumRecordAgeInSeconds: 6 * 3600,
      StartingPosition: 'TRIM_HORIZON',
    });
    const [{ Pattern = '' } = {}] = (mapping.Properties.FilterCriteria as Filters).Filters;
    expect(JSON.parse(Pattern)).toEqual({
      eventName: ['INSERT'],
      dynamodb: {
        Keys: { pk: { S: [{ prefix: 'ACTIVITY#' }] } },
        NewImage: { gsi2pk: { S: [{ exists: true }] } },
      },
    });
  });

  it('is looked after every minute by the sweep', () => {
    const rule = only(template, 'AWS::Events::Rule');

    expect(rule.Properties.ScheduleExpression).toBe('rate(1 minute)');
  });

  it('has an alarm on how late the stream is read', () => {
    const lag = alarms.filter(([, { Properties }]) => Properties.MetricName === 'IteratorAge');

    expect(lag).toHaveLength(1);
  });
});

interface Filters {
  readonly Filters: readonly { readonly Pattern: string }[];
}

function dead(property: string) {
  return ([, { Properties }]: readonly [string, Resource]) => referencesIn(Properties[property]);
}

describe('what holds data', () => {
  it('is the table of table.ts, restorable, and outlives the stack', () => {
    const table = only(template, 'AWS::DynamoDB::GlobalTable');

    expect(table).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: TABLE.partitionKey, KeyType: 'HASH' },
          { AttributeName: TABLE.sortKey, KeyType: 'RANGE' },
        ],
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        TimeToLiveSpecification: { AttributeName: TABLE.timeToLiveAttribute, Enabled: true },
        Replicas: [
          {
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        ],
      },
    });
    const indexes = table.Properties.GlobalSecondaryIndexes as readonly Record<string, unknown>[];
    expect(indexes.map(({ IndexName }) => IndexName)).toEqual(
      TABLE.indexes.map(({ name }) => name),
    );
    for (const { Projection } of indexes)
      expect(Projection).toEqual({ ProjectionType: 'KEYS_ONLY' });
  });

  it('has a rotating key that outlives the stack, for the digests', () => {
    const key = only(template, 'AWS::KMS::Key');

    expect(key).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: { EnableKeyRotation: true },
    });
  });

  it('reads the secrets that survived an earlier stack, where its key is named', () => {
    const secretKeyArn =
      'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

    const again = synthesise({ secretKeyArn });

    expect(ofType(again, 'AWS::KMS::Key')).toEqual([]);
    expect(again.Outputs.SecretKeyArn?.Value).toBe(secretKeyArn);
    const onKeys = ofType(again, 'AWS::IAM::Policy').flatMap(([, { Properties }]) =>
      (Properties.PolicyDocument as Policy).Statement.filter(({ Action }) =>
        [Action].flat().includes('kms:Decrypt'),
      ),
    );
    expect(onKeys.length).toBeGreaterThan(10);
    for (const { Resource: resource } of onKeys) expect(resource).toBe(secretKeyArn);
    const environments = ofType(again, 'AWS::Lambda::Function').map(([, { Properties }]) =>
      JSON.stringify(Properties.Environment),
    );
    expect(environments.filter((text) => text.includes(secretKeyArn))).toHaveLength(1);
  });

  it('goes with the stack where that is asked for', () => {
    const throwaway = synthesise({ retainData: 'false' });

    const table = only(throwaway, 'AWS::DynamoDB::GlobalTable');
    const key = only(throwaway, 'AWS::KMS::Key');
    expect([table.DeletionPolicy, key.DeletionPolicy]).toEqual(['Delete', 'Delete']);
  });

  /** A logical id that changes is a table, a key, a URL, a bus or what lies in a queue that is replaced. */
  it.each([
    ['a deployment', withConsumer],
    ['a change of settings', withEverySetting],
  ])(
    'is never replaced by %s: logical ids stay, with what cannot be changed in place',
    (_, deployed) => {
      const kept = IDS.map(([type]) => [type, ...ofType(deployed, type).map(([id]) => id)]);

      expect(kept).toEqual(IDS);
      const table = only(deployed, 'AWS::DynamoDB::GlobalTable');
      expect(table.Properties).not.toHaveProperty('TableName');
      expect(table.Properties.KeySchema).toEqual([
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ]);
      expect(only(deployed, 'AWS::ApiGatewayV2::Api').Properties.ProtocolType).toBe('HTTP');
      const bus = only(deployed, 'AWS::Events::EventBus');
      expect(bus.Properties.Name).toBe('RollcallLifecycleBusFB453529');
      expect(only(deployed, 'AWS::Events::Archive').Properties).not.toHaveProperty('ArchiveName');
      for (const [, queue] of ofType(deployed, 'AWS::SQS::Queue')) {
        expect(queue.Properties).not.toHaveProperty('QueueName');
        expect(queue.Properties).not.toHaveProperty('FifoQueue');
      }
    },
  );

  /** A name that is replaced is made before the first is gone, which the gateway refuses. */
  it('keeps the id of its name, and what lies under it', () => {
    const idsOf = (type: string) => ofType(withEverySetting, type).map(([id]) => id);

    expect(idsOf('AWS::ApiGatewayV2::DomainName')).toEqual(['ScimApiDomainName41D8F6CB']);
    expect(idsOf('AWS::ApiGatewayV2::ApiMapping')).toEqual(['ScimApiDomainMappingAA6A5221']);
    expect(idsOf('AWS::Route53::RecordSet')).toEqual(['ScimApiDomainRecordE562F7F5']);
  });
});

const IDS: readonly (readonly [type: string, ...ids: readonly string[]])[] = [
  ['AWS::DynamoDB::GlobalTable', 'DirectoryTableD64E6930'],
  ['AWS::KMS::Key', 'TokenSecretsKeyD3B29A86'],
  ['AWS::ApiGatewayV2::Api', 'ScimApi3419B16A'],
  ['AWS::ApiGatewayV2::Stage', 'ScimApiStageDACA37BC'],
  ['AWS::Events::EventBus', 'LifecycleBus70076191'],
  ['AWS::Events::Archive', 'LifecycleBusArchiveA8F9FAD5'],
  [
    'AWS::SQS::Queue',
    'LifecyclePublishDeadLettersQueue9CC3D0DF',
    'LifecycleSweepDeadLettersQueueA60D36B8',
    'LifecycleExampleConsumerDeadLettersQueue9F8DECD2',
    'LifecycleExampleConsumerQueueB5B56667',
  ],
];

describe('the API', () => {
  it('logs no path, no query and no header', () => {
    const stage = only(template, 'AWS::ApiGatewayV2::Stage');

    const { Format } = stage.Properties.AccessLogSettings as { Format: string };
    const variables = Object.values(JSON.parse(Format));
    expect(variables).not.toEqual([]);
    for (const variable of variables) {
      expect(variable).not.toMatch(/path|query|header|authorizer|userAgent|protocol/i);
    }
  });

  it('lets through whatever the functions can take', () => {
    const stage = only(template, 'AWS::ApiGatewayV2::Stage');

    expect(stage.Properties.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: 10_000,
      ThrottlingBurstLimit: 5000,
    });
  });

  it('has a name of its own where one is given, and then no other', () => {
    const named = synthesise({
      domainName: 'scim.example.com',
      certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
      hostedZoneId: 'Z1',
      hostedZoneName: 'example.com',
    });

    const api = only(named, 'AWS::ApiGatewayV2::Api');
    expect(api.Properties.DisableExecuteApiEndpoint).toBe(true);
    expect(only(named, 'AWS::ApiGatewayV2::DomainName').Properties).toMatchObject({
      DomainNameConfigurations: [{ SecurityPolicy: 'TLS_1_2' }],
    });
    expect(ofType(named, 'AWS::ApiGatewayV2::ApiMapping')).toHaveLength(1);
    expect(ofType(named, 'AWS::Route53::RecordSet')).toHaveLength(1);
    expect(named.Outputs.ScimBaseUrl?.Value).toBe('https://scim.example.com/scim/v2');
    expect(named.Outputs.RegionalDomainName).toBeDefined();
  });
});

describe('alarms', () => {
  it('say what is wrong, and are silent where nobody calls, but for that of the sweep, which comes by the clock', () => {
    for (const [, { Properties }] of alarms) {
      expect(Properties.AlarmDescription).toMatch(/^[A-Z].*README\.$/);
      const isByTheClock = Properties.MetricName === 'oldestSeconds';
      expect(Properties.TreatMissingData).toBe(isByTheClock ? 'breaching' : 'notBreaching');
      expect(Properties).not.toHaveProperty('AlarmActions');
    }
  });

  it('add up nothing but metrics that every request has: one missing part is no sum at all', () => {
    const formulas = alarms.flatMap(([, { Properties }]) => (Properties.Metrics as Part[]) ?? []);

    const names = formulas.flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? []);
    expect([...names].sort()).toEqual(['5xx', 'Count']);
  });

  it('ring for this stack alone: two in an account share no metric', () => {
    const own = alarms.filter(([, { Properties }]) => Properties.Namespace === 'Rollcall');

    const names = own.map(([, { Properties }]) => {
      const { MetricName, Dimensions = [] } = Properties as unknown as OwnMetric;
      return [
        MetricName,
        ...Dimensions.flatMap(({ Name, Value }) => [Name, ...referencesIn(Value)]),
      ];
    });
    const bus = ofType(template, 'AWS::Events::EventBus').map(([id]) => id);
    expect(names).toEqual([['Rollcall-429'], ['Rollcall-401'], ['oldestSeconds', 'bus', ...bus]]);
  });

  it('tell a topic where one is given, of their end too', () => {
    const alarmTopicArn = 'arn:aws:sns:eu-west-1:111122223333:ops';

    const told = ofType(synthesise({ alarmTopicArn }), 'AWS::CloudWatch::Alarm');

    for (const [, { Properties }] of told) {
      expect(Properties).toMatchObject({
        AlarmActions: [alarmTopicArn],
        OKActions: [alarmTopicArn],
      });
    }
  });
});

interface Policy {
  readonly Statement: readonly { readonly Action: unknown; readonly Resource: unknown }[];
}

interface Part {
  readonly MetricStat?: { readonly Metric: { readonly MetricName: string } };
}

interface OwnMetric {
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

describe('the stack', () => {
  it('says where it stands', () => {
    expect(Object.keys(template.Outputs)).toEqual(
      expect.arrayContaining(['ScimBaseUrl', 'AdminBaseUrl', 'EventBusArn', 'TableName']),
    );
  });

  it('says where clients see it, if a proxy stands before it', () => {
    const proxied = synthesise({ scimBaseUrl: 'https://edge.example.com/scim/v2' });

    expect(proxied.Outputs.ScimBaseUrl?.Value).toBe('https://edge.example.com/scim/v2');
  });

  it('gives the API its name: one of several in an account', () => {
    const another = synthesise({ stackName: 'Staging' });

    expect(only(another, 'AWS::ApiGatewayV2::Api').Properties.Name).toBe('Staging');
  });

  it('has what a setting switches on, and only then', () => {
    const all = synthesise({
      tracing: 'true',
      dashboard: 'false',
      archiveDays: '0',
      maxWalkUsers: '50',
    });

    expect(ofType(template, 'AWS::CloudWatch::Dashboard')).toHaveLength(1);
    expect(ofType(template, 'AWS::Events::Archive')).toHaveLength(1);
    expect(ofType(all, 'AWS::CloudWatch::Dashboard')).toHaveLength(0);
    expect(ofType(all, 'AWS::Events::Archive')).toHaveLength(0);
    for (const [, { Properties }] of ofType(all, 'AWS::Lambda::Function')) {
      expect(Properties).toMatchObject({
        TracingConfig: { Mode: 'Active' },
        Environment: { Variables: { MAX_WALK_USERS: '50' } },
      });
    }
  });

  it('is refused where cdk-nag finds something that nobody has acknowledged', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'rollcall-synth-'));
    const app = deploymentApp({ outdir, context: { 'aws:cdk:bundling-stacks': [] } });
    const stack = app.node.findChild('Rollcall');
    new Queue(stack, 'Careless');

    expect(() => app.synth()).toThrow('AwsSolutions-SQS4');

    rmSync(outdir, { recursive: true });
  });
});
