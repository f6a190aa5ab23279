/** Rollcall with its publisher over a table and a bus that fail, and a consumer behind them. */

import type { FinishPorts } from '#activity/finish-records.ts';
import type { Delivery, EventBus, Workers } from '#activity/ports.ts';
import type { StreamPorts } from '#activity/publish-stream.ts';
import type { SweepPorts } from '#activity/sweep.ts';
import { mintContext, systemContext } from '#auth/mint-context.ts';
import { idAtTime } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { eventBridgeBus } from '#event-bus/event-bridge-bus.ts';
import type { Dynamo } from '#store/dynamo.ts';
import { activityIdIn } from '#store/keys.ts';
import { atRandom, faultyClient } from '../../support/faulty-client.ts';
import { type UserPorts, userPortsOver } from '../../support/user-ports.ts';
import { outboxStore } from '../../support/whole-stores.ts';
import { aWorkspace, TOKEN_ID } from '../../support/workspaces.ts';
import { aConsumer, type Consumer } from './consumer.ts';
import { type FakeEventBridge, fakeEventBridge } from './fake-event-bridge.ts';
import { type MemoryTable, memoryTable } from './memory-table.ts';
import { projectMembership } from './projection.ts';
import { aScheduler, type Process, type Scheduler } from './scheduler.ts';

/** What keeps events from being lost or misread; each can be taken away. */
export const GUARDS = ['condition', 'sweeper', 'entry check', 'consumer kit'] as const;

export type Guard = (typeof GUARDS)[number];

export interface World {
  readonly scheduler: Scheduler;
  readonly table: MemoryTable;
  readonly bridge: FakeEventBridge;
  readonly consumer: Consumer;
  readonly hasSweeper: boolean;
  /** What a process works with: each of its calls is a place to stop, or to die. */
  readonly userPorts: (process: Process) => UserPorts & Dynamo;
  readonly finishPorts: (process: Process) => StreamPorts & SweepPorts;
  readonly context: () => WorkspaceContext;
  /** From now on nothing fails and nobody dies. */
  readonly calm: () => void;
}

const WORKSPACE = aWorkspace();
const FAULT_RATE = 0.04;
const DEATH_RATE = 0.02;
const REQUEST_MS = 18_000;

export function aWorld(seed: number, removed?: Guard): World {
  const scheduler = aScheduler(seed, DEATH_RATE);
  const table = memoryTable(removed !== 'condition');
  const bridge = fakeEventBridge(scheduler);
  const database = faultyClient(table.client, atRandom(seed, FAULT_RATE));
  let count = 0;
  const newId = () => {
    count += 1;
    return idAtTime(scheduler.now()).replace(/.{8}$/, count.toString(16).padStart(8, '0'));
  };
  const systemOf = (process: Process) => ({
    now: scheduler.now,
    sleep: () => scheduler.turn(process),
    random: scheduler.random,
    newId,
  });
  const dynamoOf = (process: Process): Dynamo => ({
    ...systemOf(process),
    tableName: 'table',
    client: stopping(scheduler, process, database.client),
  });
  return {
    scheduler,
    table,
    bridge,
    consumer: aConsumer(removed !== 'consumer kit'),
    hasSweeper: removed !== 'sweeper',
    userPorts: (process) => ({
      ...userPortsOver(dynamoOf(process), systemOf(process)),
      ...dynamoOf(process),
    }),
    finishPorts(process) {
      const client = stopping(scheduler, process, bridge.client);
      const bus = eventBridgeBus({ client, busName: 'bus', ...systemOf(process) });
      const dynamo = dynamoOf(process);
      return {
        ...systemOf(process),
        ...finishing(dynamo, removed === 'entry check' ? withoutEntryCheck(bus) : bus),
        sweepAfterMs: 0,
        recordKeyIn: activityIdIn,
        reportSweep: () => {},
      };
    },
    context: () =>
      mintContext({
        workspace: WORKSPACE,
        actor: { kind: 'scim', tokenId: TOKEN_ID },
        requestId: newId(),
        client: 'okta',
        deadline: scheduler.now() + REQUEST_MS,
      }),
    calm() {
      scheduler.calm();
      bridge.calm();
      database.follow(() => undefined);
    },
  };
}

function finishing(dynamo: Dynamo, bus: EventBus): FinishPorts {
  const project: Workers['projectMembers'] = (context, record) =>
    projectMembership(dynamo, context, record);
  return {
    outbox: outboxStore(dynamo),
    bus,
    workers: { projectMembers: project } as Workers,
    contextOf: async (record, deadline) =>
      systemContext(WORKSPACE, 'publisher', record.requestId, deadline),
    report: () => {},
  };
}

/** A call of a process: before it is made and before its answer comes, others may run. */
function stopping<Client extends object>(
  scheduler: Scheduler,
  process: Process,
  client: Client,
): Client {
  const send = async (command: unknown) => {
    await scheduler.turn(process);
    try {
      return await (client as { send(command: unknown): Promise<unknown> }).send(command);
    } finally {
      await scheduler.turn(process);
    }
  };
  return { send } as unknown as Client;
}

/** What a publisher does that looks at the answer as a whole: entries that were refused count as sent. */
function withoutEntryCheck(bus: EventBus): EventBus {
  const refusedAlone = ({ kind, ...delivery }: Delivery) =>
    kind === 'failed' && 'code' in delivery && delivery.code === 'InternalFailure';
  return {
    async put(messages) {
      const deliveries = await bus.put(messages);
      return deliveries.map((one) => (refusedAlone(one) ? { kind: 'sent' } : one));
    },
  };
}
