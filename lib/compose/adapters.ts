/** What every set of ports is made from. On Lambda that is AWS; a local process brings its own. */

import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import type { AdminRules } from '#auth/admin-rules.ts';
import { CLIENT_OPTIONS } from '#compose/client-options.ts';
import { type Config, readConfig } from '#config';
import type { Clock, Randomness, TokenVault } from '#directory/ports.ts';
import type { LogEntry } from '#http/ports.ts';
import type { Dynamo } from '#store/dynamo.ts';

export interface Adapters extends Clock, Randomness {
  readonly database: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Where token digests are. @default Secrets Manager */
  readonly vault?: TokenVault;
  readonly log: (entry: LogEntry) => void;
  readonly baseUrl: (host: string) => string;
  readonly maxWalk: number;
  /** @default those of the environment */
  readonly adminRules?: AdminRules;
  /** Days for which a finished activity record is kept. @default 90 */
  readonly retentionDays?: number;
}

/** Clock and randomness of this machine. */
export const SYSTEM: Clock & Randomness = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  newId: () => v7(),
  randomBytes: (size) => randomBytes(size),
  random: Math.random,
};

let provided: Adapters | undefined;

/** Sets what the handlers of this process work with, before the first request. */
export function provideAdapters(adapters: Adapters): void {
  provided = adapters;
}

/** Importing opens nothing; the first call does. */
export function adapters(): Adapters {
  provided ??= awsAdapters(readConfig());
  return provided;
}

/** The same, as the functions of the store take it. */
export function tableAdapters(): Adapters & Dynamo {
  return { ...adapters(), client: adapters().database };
}

function awsAdapters(config: Config): Adapters {
  const { tableName, scimBaseUrl, maxWalk, retentionDays } = config;
  return {
    ...SYSTEM,
    database: documentClient(new DynamoDBClient(CLIENT_OPTIONS)),
    tableName,
    log: lambdaLog(),
    baseUrl: (host) => scimBaseUrl ?? `https://${host}/scim/v2`,
    maxWalk,
    retentionDays,
  };
}

/** The first request of a process has waited for its start: `cold` says so. */
function lambdaLog(): Adapters['log'] {
  let cold: true | undefined = true;
  return (entry) => {
    printLine({ ...entry, cold });
    cold = undefined;
  };
}

/**
 * One line of JSON. Not by `console`: where Lambda logs JSON, that puts the line as a text into another,
 * and neither its fields nor its metrics are found.
 */
export function printLine(entry: object): void {
  process.stdout.write(`${JSON.stringify(entry)}\n`);
}

/** Attributes that are undefined are left out, as in JSON. */
export function documentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  // Of each request and answer it makes a copy for a log that nobody keeps.
  client.middlewareStack.remove('loggerMiddleware');
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
