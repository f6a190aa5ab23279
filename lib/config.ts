/** The environment of a deployed function; the only reader of process.env. */

import * as v from 'valibot';
import { type AdminRules, DEFAULT_ADMIN_RULES } from '#auth/admin-rules.ts';

const required = (name: string) =>
  v.pipe(v.string(`${name} is not set`), v.nonEmpty(`${name} is empty`));

const wholeNumber = (name: string, max: number) =>
  v.pipe(
    v.string(),
    v.check(
      (text) => /^[1-9]\d*$/.test(text) && Number(text) <= max,
      `${name} is not a whole number from 1 to ${max}`,
    ),
    v.transform(Number),
  );

// Each is built when it is read: a function holds those that it reads, and builds none when it starts.
const functionEnvironment = () =>
  v.object({
    /** The table. */
    TABLE_NAME: required('TABLE_NAME'),
    /** Where SCIM stands, if not at `/scim/v2` of the host that the gateway was called by. */
    SCIM_BASE_URL: v.optional(
      v.pipe(
        v.string(),
        v.regex(
          /^https?:\/\/[^/?#]+\/[^?#]*[^/?#]$/,
          'SCIM_BASE_URL is not a URL such as https://scim.example.com/scim/v2',
        ),
      ),
    ),
    /** Users that one request may walk through. */
    MAX_WALK_USERS: v.optional(wholeNumber('MAX_WALK_USERS', 999_999), '10000'),
    /** Days for which a finished record of the activity log is kept. */
    ACTIVITY_RETENTION_DAYS: v.optional(wholeNumber('ACTIVITY_RETENTION_DAYS', 9999), '90'),
  });

const secretsEnvironment = () =>
  v.object({
    /** Begins the name of every secret. */
    SECRET_PREFIX: required('SECRET_PREFIX'),
    /** The key that encrypts the secrets; the account's own where it is not set. */
    SECRET_KMS_KEY_ID: v.optional(v.string()),
  });

const adminEnvironment = () =>
  v.object({
    /** The scope that the token of an admin must have, behind a JWT authorizer. */
    ADMIN_SCOPE: v.optional(required('ADMIN_SCOPE'), DEFAULT_ADMIN_RULES.scope),
    /** The claim that confines an admin to one workspace, behind a JWT authorizer. */
    ADMIN_WORKSPACE_CLAIM: v.optional(
      required('ADMIN_WORKSPACE_CLAIM'),
      DEFAULT_ADMIN_RULES.workspaceClaim,
    ),
  });

const publisherEnvironment = () =>
  v.object({
    /** The bus that lifecycle events go to. */
    EVENT_BUS_NAME: required('EVENT_BUS_NAME'),
  });

export interface Config {
  readonly tableName: string;
  readonly scimBaseUrl?: string;
  readonly maxWalk: number;
  readonly retentionDays: number;
}

/** @throws {TypeError} naming the variable that is missing or wrong. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const output = read(functionEnvironment(), environment);
  return {
    tableName: output.TABLE_NAME,
    scimBaseUrl: output.SCIM_BASE_URL,
    maxWalk: output.MAX_WALK_USERS,
    retentionDays: output.ACTIVITY_RETENTION_DAYS,
  };
}

/** Whether this process is a Lambda function. */
export function isLambda(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  return environment.AWS_LAMBDA_FUNCTION_NAME !== undefined;
}

/** What functions read beside that have to do with tokens. */
export interface SecretsConfig {
  readonly prefix: string;
  readonly kmsKeyId?: string;
}

/** @throws {TypeError} naming the variable that is missing or wrong. */
export function readSecretsConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SecretsConfig {
  const output = read(secretsEnvironment(), environment);
  return { prefix: output.SECRET_PREFIX, kmsKeyId: output.SECRET_KMS_KEY_ID };
}

/**
 * What functions of the admin API read beside.
 *
 * @throws {TypeError} naming the variable that is wrong.
 */
export function readAdminRules(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): AdminRules {
  const output = read(adminEnvironment(), environment);
  return { scope: output.ADMIN_SCOPE, workspaceClaim: output.ADMIN_WORKSPACE_CLAIM };
}

/** What publisher and sweeper read beside. */
export interface PublisherConfig {
  /** Name or ARN. */
  readonly eventBusName: string;
}

/** @throws {TypeError} naming the variable that is missing or wrong. */
export function readPublisherConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): PublisherConfig {
  return { eventBusName: read(publisherEnvironment(), environment).EVENT_BUS_NAME };
}

/** Nothing but the variables that the schema names. */
function read<Entries extends v.ObjectEntries>(
  schema: v.ObjectSchema<Entries, undefined>,
  environment: Readonly<Record<string, string | undefined>>,
): v.InferOutput<v.ObjectSchema<Entries, undefined>> {
  const names = Object.keys(schema.entries);
  const variables = Object.fromEntries(names.map((name) => [name, environment[name]]));
  const result = v.safeParse(schema, variables);
  if (!result.success) throw new TypeError(result.issues.map(({ message }) => message).join('; '));
  return result.output;
}

/** What a local process reads from the environment. */
export interface LocalEnvironment {
  /** A DynamoDB to use in place of the embedded one. */
  readonly dynamodbEndpoint?: string;
  /** @default rollcall */
  readonly tableName: string;
  /** Whether npm has started it: then it must not outlive npm. */
  readonly isNpmScript: boolean;
}

/** @throws {TypeError} naming the variable that is wrong. */
export function readLocalEnvironment(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): LocalEnvironment {
  const {
    DYNAMODB_ENDPOINT: dynamodbEndpoint,
    TABLE_NAME: tableName = 'rollcall',
    npm_lifecycle_event: npmScript,
  } = environment;
  if (dynamodbEndpoint !== undefined && !isHttpUrl(dynamodbEndpoint)) {
    throw new TypeError('DYNAMODB_ENDPOINT is not a URL such as http://127.0.0.1:8000');
  }
  return { dynamodbEndpoint, tableName, isNpmScript: npmScript !== undefined };
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** What the command line reads from the environment. */
export interface CliEnvironment {
  /** The admin API. */
  readonly url?: string;
  /** Opens it; without one requests are signed with the credentials of AWS. */
  readonly token?: string;
  /** The AWS region of the deployment. */
  readonly region?: string;
  /** A DynamoDB in place of that of AWS, for `repair`. */
  readonly dynamodbEndpoint?: string;
}

export function readCliEnvironment(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): CliEnvironment {
  const { ROLLCALL_URL: url, ROLLCALL_TOKEN: token, AWS_REGION: region } = environment;
  return { url, token, region, dynamodbEndpoint: environment.DYNAMODB_ENDPOINT };
}
