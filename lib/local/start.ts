/** `npm start`: the deployed handlers on this machine, over a DynamoDB that comes and goes with them. */

import { once } from 'node:events';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { DEFAULT_ADMIN_RULES } from '#auth/admin-rules.ts';
import { adapters, documentClient, provideAdapters, SYSTEM } from '#compose/adapters.ts';
import { seedPorts } from '#compose/administration-ports.ts';
import { finishPorts } from '#compose/finish-ports.ts';
import { type LocalEnvironment, readLocalEnvironment } from '#config';
import { adminDoor } from '#local/admin-door.ts';
import { createTable } from '#local/create-table.ts';
import { lockFolder, openDataFolder, unlockFolder, waitForFolder } from '#local/data-folder.ts';
import { type Emulator, startEmulator } from '#local/emulator.ts';
import { availableEmulator } from '#local/emulator-command.ts';
import { eventSinks } from '#local/event-sinks.ts';
import { StartFailure } from '#local/failure.ts';
import { fileVault } from '#local/file-vault.ts';
import { createGateway } from '#local/gateway.ts';
import { localBus, type Sink } from '#local/local-bus.ts';
import { localClient } from '#local/local-client.ts';
import { lostProfileLine, workspacesWithoutProfile } from '#local/lost-profiles.ts';
import { memoryVault } from '#local/memory-vault.ts';
import type { Options } from '#local/options.ts';
import { parentEnds } from '#local/parent.ts';
import { type Publisher, reportOnce, startPublisher } from '#local/publisher.ts';
import { failureLine, logLine, type Ready, retiredLine } from '#local/report.ts';
import { seed } from '#local/seed.ts';
import { checkProfiles } from '#mapping/profile-checks.ts';
import { PROFILES } from '#mapping/profiles/index.ts';

export interface LocalEndpoint extends Ready {
  /** Resolves when the emulator has ended without being asked to. */
  readonly failed: Promise<void>;
  /** Resolves when nobody is there any more to end it. */
  readonly abandoned: Promise<void>;
  /** Answers what has been asked, and ends everything that was started; once, however often called. */
  readonly stop: () => Promise<void>;
}

const MAX_WALK_USERS = 10_000;
/** How long requests may take to finish when the endpoint is asked to stop. */
const GRACE_MS = 2000;
/** How long a DynamoDB may take to make the table. */
const PATIENCE_MS = 8000;

/** @throws {StartFailure} with one sentence that says what to do. */
export async function startLocalEndpoint(
  options: Options,
  print: (line: string) => void,
): Promise<LocalEndpoint> {
  const { dynamodbEndpoint, tableName, isNpmScript } = checkedEnvironment();
  const abandoned = isNpmScript ? parentEnds() : new Promise<void>(() => {});
  const folder = options.data === undefined ? undefined : openDataFolder(options.data);
  const emulator = dynamodbEndpoint === undefined ? await startOwn(folder) : undefined;
  try {
    const endpoint = emulator?.endpoint ?? String(dynamodbEndpoint);
    await provide(endpoint, tableName, folder, print);
    const workspaces = await seed(seedPorts());
    for (const workspace of workspaces) if (workspace.retired > 0) print(retiredLine(workspace));
    const lost = await workspacesWithoutProfile(seedPorts());
    for (const workspace of lost) print(lostProfileLine(workspace));
    const { sinks, webhookSecret } = eventSinks(options, print);
    const door = adminDoor(SYSTEM);
    const server = await createGateway({ ...SYSTEM, log: adapters().log }, door);
    const origin = await listen(server, options);
    const publisher = options.leavesEvents
      ? undefined
      : startPublisher(publisherPorts(sinks, print));
    let stopping: Promise<void> | undefined;
    const stop = () => {
      stopping ??= stopAll(server, publisher, emulator, folder);
      return stopping;
    };
    const failed = endedUnless(emulator, () => stopping !== undefined);
    const urls = { scimBaseUrl: `${origin}/scim/v2`, adminBaseUrl: `${origin}/admin` };
    const access = { ...urls, adminToken: door.token, webhookSecret, workspaces };
    return { ...access, failed, abandoned, stop };
  } catch (error) {
    await stopEmulator(emulator, folder);
    throw error instanceof StartFailure ? error : explain(error, dynamodbEndpoint, folder);
  }
}

/** A mistake of one's own, in a profile or in a variable, is said before anything is opened. */
function checkedEnvironment(): LocalEnvironment {
  try {
    checkProfiles(PROFILES);
    return readLocalEnvironment();
  } catch (error) {
    throw new StartFailure((error as Error).message);
  }
}

async function startOwn(folder: string | undefined): Promise<Emulator> {
  if (folder === undefined) return startEmulator(availableEmulator());
  await waitForFolder(folder);
  const emulator = await startEmulator(availableEmulator(), folder);
  try {
    lockFolder(folder, emulator.endpoint);
    return emulator;
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

async function provide(
  endpoint: string,
  tableName: string,
  folder: string | undefined,
  print: (line: string) => void,
): Promise<void> {
  const client = localClient(endpoint);
  await createTable(client, tableName, AbortSignal.timeout(PATIENCE_MS));
  provideAdapters({
    ...SYSTEM,
    database: documentClient(client),
    tableName,
    vault: folder === undefined ? memoryVault() : fileVault(join(folder, 'secrets')),
    log: (entry) => print(logLine(entry)),
    baseUrl: (host) => `http://${host}/scim/v2`,
    maxWalk: MAX_WALK_USERS,
    adminRules: DEFAULT_ADMIN_RULES,
  });
}

function publisherPorts(sinks: readonly Sink[], print: (line: string) => void) {
  const report = reportOnce((failure) => print(failureLine(failure)));
  const parts = { bus: localBus(sinks), sweepAfterMs: 0, report, reportSweep: () => {} };
  return { ...SYSTEM, ...finishPorts(parts) };
}

/** @returns the origin: `http://127.0.0.1:4010`. */
async function listen(server: Server, { host, port }: Options): Promise<string> {
  server.listen({ host, port });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw listenFailure(error as NodeJS.ErrnoException, host, port);
  }
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${hostToShow(host)}:${actual}`;
}

function listenFailure({ code, message }: NodeJS.ErrnoException, host: string, port: number) {
  if (code === 'EADDRINUSE') {
    return new StartFailure(
      `port ${port} is in use: choose another with --port, or --port 0 for any`,
    );
  }
  return new StartFailure(`cannot listen on ${host} port ${port}: ${message}`);
}

function hostToShow(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

async function stopAll(
  server: Server,
  publisher: Publisher | undefined,
  emulator: Emulator | undefined,
  folder: string | undefined,
): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const cutOff = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(cutOff);
  await publisher?.stop();
  await stopEmulator(emulator, folder);
}

/** The folder is locked as long as an emulator of our own works on it. */
async function stopEmulator(emulator: Emulator | undefined, folder: string | undefined) {
  await emulator?.stop();
  if (emulator !== undefined && folder !== undefined) unlockFolder(folder);
}

/** Stays pending where there is no emulator of our own, or where it was asked to end. */
async function endedUnless(emulator: Emulator | undefined, asked: () => boolean): Promise<void> {
  await emulator?.ended;
  if (emulator === undefined || asked()) await new Promise(() => {});
}

function explain(error: unknown, endpoint: string | undefined, folder: string | undefined) {
  const { message, name, path } = error as NodeJS.ErrnoException;
  const [reason] = (message || name).slice(0, 200).split('\n');
  const isAboutFile = path !== undefined;
  if (endpoint !== undefined && !isAboutFile) {
    return new StartFailure(
      `the DynamoDB at ${endpoint} (DYNAMODB_ENDPOINT) does not work: ${reason}`,
    );
  }
  const where = folder === undefined ? 'the embedded DynamoDB' : `the data in ${folder}`;
  return new StartFailure(`cannot work with ${where}: ${reason}`);
}
