/**
 * The DynamoDB calls of an operation, without the operation: what any code would pay that sends them
 * through the same client.
 *
 * The calls are recorded from the deployed handlers in this process, whose reads go through and whose
 * transactions are held back. Then the same commands, transactions included, are sent bare. So they
 * are the same by construction, whatever the code sends tomorrow.
 */

import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { DEFAULT_ADMIN_RULES } from '#auth/admin-rules.ts';
import { documentClient, provideAdapters, SYSTEM } from '#compose/adapters.ts';
import { seedPorts } from '#compose/administration-ports.ts';
import { readLocalEnvironment } from '#config';
import { localClient } from '#local/local-client.ts';
import { memoryVault } from '#local/memory-vault.ts';
import { seed } from '#local/seed.ts';
import { invoke } from '#test/support/invoke.ts';
import type { Call } from './exchange.ts';
import type { Load } from './load.ts';
import { serveCalls } from './measured-process.ts';

/** What a handler has answered. */
export interface Answered {
  readonly status: number;
  readonly text: string;
}

interface Command {
  readonly input: unknown;
}

type Send = (command: Command) => Promise<unknown>;

const { dynamodbEndpoint = '', tableName } = readLocalEnvironment();
const client = documentClient(localClient(dynamodbEndpoint));
const sendBare = client.send.bind(client) as unknown as Send;

/** The commands of each call, in order; the last of them are still being recorded. */
const recorded: Command[][] = [];
let recording = false;

provideAdapters({
  ...SYSTEM,
  database: { ...client, send: sendAsTold } as unknown as DynamoDBDocumentClient,
  tableName,
  vault: memoryVault(),
  log: () => {},
  baseUrl: (host) => `http://${host}/scim/v2`,
  maxWalk: 10_000,
  adminRules: DEFAULT_ADMIN_RULES,
});
const workspaces = await seed(seedPorts());
const token = workspaces.find(({ profile }) => profile === 'standard')?.token;

serveCalls({}, { run, record, replay });

/** Sends what is asked of the client; while recording, transactions only seem to succeed. */
function sendAsTold(command: Command): Promise<unknown> {
  if (!recording) return sendBare(command);
  recorded.at(-1)?.push(command);
  return isTransaction(command) ? Promise.resolve({}) : sendBare(command);
}

function isTransaction(command: Command): boolean {
  return command instanceof TransactWriteCommand;
}

/** Has the handlers answer, one call after the other. */
async function run(calls: readonly Call[]): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  for (const call of calls) answers.push(await answer(call));
  return answers;
}

async function record(calls: readonly Call[]): Promise<readonly Answered[]> {
  recorded.length = 0;
  recording = true;
  try {
    const answers: Answered[] = [];
    for (const call of calls) {
      recorded.push([]);
      answers.push(await answer(call));
    }
    return answers;
  } finally {
    recording = false;
  }
}

async function answer({ method, target, body }: Call): Promise<Answered> {
  const { statusCode: status = 0, body: text = '' } = await invoke({
    method,
    target: `/scim/v2${target}`,
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'Okta SCIM Client 1.0.0' },
    body: body && JSON.stringify(body),
  });
  return { status, text };
}

/** Sends what was recorded, the calls of one request after the other. */
async function replay(connections: number): Promise<Load & { readonly cpuMs: number }> {
  const queue = recorded.splice(0).values();
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const usedBefore = process.cpuUsage();
  const connection = async () => {
    for (const commands of queue) {
      const sentAt = performance.now();
      for (const command of commands) await sendAgain(command);
      latenciesMs.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const { user, system } = process.cpuUsage(usedBefore);
  return { latenciesMs, wallMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
}

/** A command can be sent once. A bookmark may be there by now: then its condition does not hold. */
async function sendAgain(command: Command): Promise<void> {
  const Same = command.constructor as new (input: unknown) => Command;
  try {
    await sendBare(new Same(command.input));
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
  }
}
