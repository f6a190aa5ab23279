import type { Command } from 'commander';
import { CliFailure, EXIT } from '#cli/failure.ts';
import type { Io } from '#cli/io.ts';
import { type Output, outputTo, type Row } from '#cli/output.ts';
import type { Breach, TableRepair } from '#compose/table-repair.ts';

interface Options {
  readonly table: string;
  readonly endpoint?: string;
  readonly workspace?: string;
  readonly write?: boolean;
}

/** What is mended `later` is background work: the deployment does it within minutes. */
const MENDED = { now: 'mended', later: 'under way' } as const;

/** In the words of the SDK, which has looked into its configuration files too. */
const NO_REGION = 'Region is missing';

interface AwsError extends Error {
  /** Of a connection that failed. */
  readonly code?: string;
  /** Of an answer. */
  readonly $metadata?: object;
}

/** `repair --table NAME`: over the table itself, since a restored one has no API yet. */
export function repairCommand(program: Command, io: Io): void {
  program
    .command('repair')
    .description('checks a table after a restore: claims, index entries, memberships, counters')
    .requiredOption('--table <name>', 'the table')
    .option('--region <region>', 'of the table (default: AWS_REGION)')
    .option('--endpoint <url>', 'a DynamoDB in place of that of AWS (default: DYNAMODB_ENDPOINT)')
    .option('--workspace <id>', 'this one alone')
    .option('--write', 'mends what can be mended; without it nothing is changed')
    .action(async (options: Options, command: Command) => {
      const { json, region } = command.optsWithGlobals<{ json?: boolean; region?: string }>();
      const endpoint = options.endpoint ?? io.environment.dynamodbEndpoint;
      const target = {
        tableName: options.table,
        // Of an emulator the region of the environment says nothing.
        region: region ?? (endpoint === undefined ? io.environment.region : undefined),
        endpoint,
      };
      const output = outputTo(io, json === true);
      const repair = await io.openRepair(target);
      await repairTable(repair, options, output).catch(throwForPerson);
    });
}

/** What AWS refuses, or keeps from reaching it, is a sentence; a fault of this program keeps its stack. */
function throwForPerson(error: unknown): never {
  const { cause, message } = error as Error;
  if (message === NO_REGION) {
    throw new CliFailure('give the AWS region of the table: --region', EXIT.usage);
  }
  const reason = [error, cause].find(isOfAws);
  if (reason === undefined) throw error;
  throw new CliFailure(`the table cannot be used: ${reason.message || reason.code}`);
}

function isOfAws(error: unknown): error is AwsError {
  if (!(error instanceof Error)) return false;
  const { name, code, $metadata }: Partial<AwsError> = error;
  return name === 'CredentialsProviderError' || code !== undefined || $metadata !== undefined;
}

async function repairTable(repair: TableRepair, options: Options, output: Output): Promise<void> {
  const rows: Row[] = [];
  let count = 0;
  for await (const workspace of workspacesOf(repair, options.workspace)) {
    for (const breach of await repair.check(workspace)) {
      const isMended = options.write === true && (await repair.mend(breach));
      const state = isMended
        ? MENDED[breach.mend?.kind === 'project' ? 'later' : 'now']
        : leftOf(breach);
      rows.push({ workspace, finding: breach.sentence, state });
    }
    count += 1;
    output.progress(`${count} workspaces, ${rows.length} findings …`);
  }
  output.progressEnd();
  report(output, rows, count, options);
}

function leftOf({ mend }: Breach): string {
  return mend === undefined ? 'by hand' : 'open';
}

function report(output: Output, rows: readonly Row[], count: number, { write }: Options): void {
  const left = rows.filter(({ state }) => state !== MENDED.now && state !== MENDED.later);
  if (rows.length === 0) output.done(`${count} workspaces: everything is as it should be.`);
  if (rows.length > 0 || output.isJson) {
    output.list({ workspaces: count, findings: rows }, rows, {
      WORKSPACE: ({ workspace }) => workspace,
      FINDING: ({ finding }) => finding,
      STATE: ({ state }) => state,
    });
  }
  if (left.length === 0) return;
  const advice = write ? 'look at what is left, and run it again' : 'run it with --write to mend';
  throw new CliFailure(`${left.length} findings: ${advice}`, EXIT.found);
}

/** A name that is misspelt must not pass for a workspace that is whole. */
async function* workspacesOf(repair: TableRepair, only: string | undefined) {
  let isFound = false;
  for await (const workspace of repair.workspaces()) {
    if (only !== undefined && workspace !== only) continue;
    isFound = true;
    yield workspace;
  }
  if (only !== undefined && !isFound) throw new CliFailure('the table has no such workspace');
}
