import { resolve } from 'node:path';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BUNDLING, ROOT } from '#infra/bundling.ts';

/** What all functions of a stack have the same. */
export interface FunctionSettings {
  readonly environment: Readonly<Record<string, string>>;
  readonly logRetention: RetentionDays;
  /** Whether X-Ray samples its requests. @default false */
  readonly tracing?: boolean;
}

export interface OperationFunctionProps extends FunctionSettings {
  /** Handler module, from the root of the repository: `functions/users/create-user.ts`. */
  readonly entry: string;
  readonly description: string;
  /** Everything it may do, beside writing its own log. */
  readonly statements: readonly PolicyStatement[];
  /** For a route: below the 30 seconds after which an HTTP API gives up. */
  readonly timeoutSeconds: number;
  /** @default 512 */
  readonly memoryMb?: number;
}

const DEFAULT_MEMORY_MB = 512;

/**
 * One entry of `functions/` as one Lambda function: Node.js 24 on arm64, one ES module, JSON logs in
 * a group of its own, a role of its own.
 */
export class OperationFunction extends Construct {
  readonly fn: NodejsFunction;

  constructor(scope: Construct, id: string, props: OperationFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);
    for (const statement of props.statements) role.addToPolicy(statement);
    const { target, minify, mainFields, alias } = BUNDLING;
    this.fn = new NodejsFunction(this, 'Function', {
      entry: resolve(ROOT, props.entry),
      projectRoot: ROOT,
      depsLockFilePath: resolve(ROOT, 'package-lock.json'),
      bundling: {
        target,
        minify,
        mainFields: [...mainFields],
        externalModules: [],
        format: OutputFormat.ESM,
        esbuildArgs: Object.fromEntries(
          Object.entries(alias).map(([name, file]) => [`--alias:${name}`, file]),
        ),
      },
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMb ?? DEFAULT_MEMORY_MB,
      timeout: Duration.seconds(props.timeoutSeconds),
      environment: { ...props.environment },
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: props.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
    });
    Validations.of(this).acknowledge(...acknowledged(props));
  }
}

function acknowledged({ tracing = false }: OperationFunctionProps) {
  const deadLetters = {
    id: 'Serverless-LambdaDLQ',
    reason:
      'A gateway or a stream calls it, and waits for its answer; what is called asynchronously has an on-failure destination in its EventInvokeConfig, where the rule does not look.',
  };
  const untraced = {
    id: 'Serverless-LambdaTracing',
    reason: 'Off by default, for its cost; `-c tracing=true` switches it on.',
  };
  const traced = {
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'X-Ray takes segments without a resource to name.',
  };
  return [deadLetters, tracing ? traced : untraced];
}
