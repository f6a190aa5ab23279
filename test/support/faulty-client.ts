/**
 * A database client that fails on demand, and remembers what was sent. It stands in for everything
 * that no emulator does: conflicts of transactions, throttling, lost answers, keys left over.
 */

import {
  type AttributeValue,
  InternalServerError,
  ProvisionedThroughputExceededException,
  ThrottlingException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface SentCommand {
  /** `Get`, `BatchGet`, `Query`, `Put`, `Update`, `TransactWrite` … */
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Counted from 0. */
  readonly position: number;
}

/** Reasons that a transaction is cancelled for. */
export const CANCELLATIONS = [
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
] as const;

/** Failures that every command can have; the SDK has given up repeating it by then. */
export const FAILURES = [
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'InternalServerError',
  'unreachable',
  /** It has been carried out, and nobody is told. */
  'answer lost',
] as const;

export type Fault =
  | (typeof CANCELLATIONS)[number]
  | (typeof FAILURES)[number]
  /** Of a BatchGet: half of them, or the only one. */
  | 'keys left over';

/** Which fault a command meets; it may do something of its own before. */
export type Plan = (command: SentCommand) => Fault | undefined | Promise<Fault | undefined>;

export interface FaultyClient {
  readonly client: DynamoDBDocumentClient;
  readonly sent: readonly SentCommand[];
  /** From now on; positions count from 0 again. */
  readonly follow: (plan: Plan) => void;
}

interface Command {
  readonly input: Readonly<Record<string, unknown>>;
}

export const noFaults: Plan = () => undefined;

export function faultyClient(real: DynamoDBDocumentClient, firstPlan: Plan = noFaults) {
  const sent: SentCommand[] = [];
  let plan = firstPlan;
  const send = async (command: Command) => {
    const name = command.constructor.name.replace(/Command$/, '');
    const recorded = { name, input: command.input, position: sent.length };
    sent.push(recorded);
    const fault = await plan(recorded);
    if (fault === 'keys left over') return leaveKeysOver(real, command);
    if (fault !== undefined && fault !== 'answer lost') throw failure(fault, command);
    const answer = await real.send(command as never);
    if (fault === 'answer lost') throw networkError('ECONNRESET');
    return answer;
  };
  const follow = (next: Plan) => {
    plan = next;
    sent.length = 0;
  };
  const client = { send } as unknown as DynamoDBDocumentClient;
  return { client, sent, follow } satisfies FaultyClient;
}

/** The faults that a command can meet. */
export function faultsOf(name: string): readonly Fault[] {
  if (name === 'TransactWrite') return [...CANCELLATIONS, ...FAILURES];
  return name === 'BatchGet' ? [...FAILURES, 'keys left over'] : FAILURES;
}

/** One fault, at one position. */
export function at(position: number, fault: Fault): Plan {
  return (command) => (command.position === position ? fault : undefined);
}

/** One fault at one position, where the command there has the name: calls in lanes change places. */
export function atCall(position: number, name: string, fault: Fault): Plan {
  return (command) => (command.position === position && command.name === name ? fault : undefined);
}

/** The same fault from a position on, where the command there has the name. */
export function from(position: number, name: string, fault: Fault): Plan {
  return (command) => (command.position >= position && command.name === name ? fault : undefined);
}

/** Every nth command of a name, the first of them being the nth. */
export function everyNth(n: number, name: string, fault: Fault): Plan {
  let count = 0;
  return (command) => {
    if (command.name !== name) return undefined;
    count += 1;
    return count % n === 0 ? fault : undefined;
  };
}

/** All commands of a name. */
export function always(name: string, fault: Fault): Plan {
  return (command) => (command.name === name ? fault : undefined);
}

/** Just before the first command of a name something else happens; then another plan holds. */
export function meanwhile(name: string, act: () => Promise<unknown>, then: Plan = noFaults): Plan {
  let hasHappened = false;
  return async (command) => {
    if (command.name === name && !hasHappened) {
      hasHappened = true;
      await act();
    }
    return then(command);
  };
}

/** The same faults for the same seed. */
export function atRandom(seed: number, probability: number): Plan {
  const random = seededRandom(seed);
  return ({ name }) => {
    if (random() >= probability) return undefined;
    const faults = faultsOf(name);
    return faults[Math.floor(random() * faults.length)];
  };
}

/** mulberry32: from 0 up to, not including, 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function cancelled(codes: readonly string[]): TransactionCanceledException {
  return new TransactionCanceledException({
    message: 'Transaction cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
    $metadata: {},
  });
}

/** Refused by conditions: each refusal shows what stands there. */
export function cancelledBecause(
  writes: readonly { readonly isRefused: boolean; readonly item?: object }[],
): TransactionCanceledException {
  const CancellationReasons = writes.map(({ isRefused, item }) =>
    isRefused ? { Code: 'ConditionalCheckFailed', ...(item && { Item: marshalled(item) }) } : {},
  );
  const message = 'Transaction cancelled';
  return new TransactionCanceledException({ message, CancellationReasons, $metadata: {} });
}

/** Texts and numbers: nothing else is looked at in a refusal. */
function marshalled(item: object): Record<string, AttributeValue> {
  const entries = Object.entries(item).map(([name, value]) =>
    typeof value === 'number' ? [name, { N: String(value) }] : [name, { S: String(value) }],
  );
  return Object.fromEntries(entries);
}

export function networkError(code: string): Error {
  return Object.assign(new Error('the network'), { code });
}

function failure(fault: Exclude<Fault, 'answer lost' | 'keys left over'>, command: Command) {
  const details = { message: fault, $metadata: {} };
  switch (fault) {
    case 'unreachable':
      return networkError('ECONNREFUSED');
    case 'ThrottlingException':
      return new ThrottlingException(details);
    case 'ProvisionedThroughputExceededException':
      return new ProvisionedThroughputExceededException(details);
    case 'InternalServerError':
      return new InternalServerError(details);
    default: {
      const { TransactItems = [] } = command.input as { TransactItems?: readonly unknown[] };
      return cancelled(TransactItems.map((_, index) => (index === 0 ? fault : 'None')));
    }
  }
}

interface BatchGetInput {
  readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly unknown[] }>>;
}

async function leaveKeysOver(real: DynamoDBDocumentClient, command: Command) {
  const { RequestItems } = command.input as unknown as BatchGetInput;
  const [[tableName = '', request] = []] = Object.entries(RequestItems);
  const keys = request?.Keys ?? [];
  const taken = keys.slice(0, Math.floor(keys.length / 2));
  const UnprocessedKeys = { [tableName]: { ...request, Keys: keys.slice(taken.length) } };
  if (taken.length === 0) return { Responses: { [tableName]: [] }, UnprocessedKeys };
  const Command = command.constructor as new (input: unknown) => never;
  const half = new Command({ RequestItems: { [tableName]: { ...request, Keys: taken } } });
  const answer = (await real.send(half)) as Readonly<Record<string, unknown>>;
  return { ...answer, UnprocessedKeys };
}
