import type { Command } from 'commander';
import { type AdminClient, type Answer, adminClient } from '#cli/admin-client.ts';
import { type ConnectionOptions, connectionBy } from '#cli/connection.ts';
import { CliFailure, EXIT } from '#cli/failure.ts';
import type { Io } from '#cli/io.ts';
import { type Columns, type Output, outputTo, type Row } from '#cli/output.ts';

interface GlobalOptions extends ConnectionOptions {
  readonly json?: boolean;
}

/** One run of a command: the API that it calls, and where it shows what came of it. */
export interface Session {
  readonly api: AdminClient;
  readonly output: Output;
  readonly onInterrupt: Io['onInterrupt'];
}

/** Opens a session by the options of the command line. */
export type OpenSession = (command: Command) => Session;

export function sessions(io: Io, sleep: (milliseconds: number) => Promise<void>): OpenSession {
  return (command) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    return {
      api: adminClient(connectionBy(options, io), io.fetch, sleep),
      output: outputTo(io, options.json === true),
      onInterrupt: io.onInterrupt,
    };
  };
}

interface ListOptions {
  readonly limit?: string;
  readonly cursor?: string;
  readonly all?: boolean;
}

/** The options of every command that lists. */
export function listOptions(command: Command): Command {
  return command
    .option('--limit <n>', 'entries of a page, 1 to 200')
    .option('--cursor <cursor>', 'where to go on, from the page before')
    .option('--all', 'every page, one after another');
}

interface ListRequest {
  readonly path: string;
  /** The field of the body that has the entries. */
  readonly field: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly options: ListOptions;
}

/** Shows a page, or all of them. */
export async function showList(
  { api, output }: Session,
  { path, field, query, options }: ListRequest,
  columns: Columns,
): Promise<void> {
  const rows: Row[] = [];
  let cursor = options.cursor;
  do {
    const page = { ...query, limit: options.limit, cursor };
    const { body } = await api.call('GET', path, { query: page });
    rows.push(...rowsIn(body, field));
    cursor = cursorIn(body);
    output.progress(`${rows.length} …`);
  } while (options.all === true && cursor !== undefined);
  output.progressEnd();
  output.list(
    { [field]: rows, ...(cursor !== undefined && { nextCursor: cursor }) },
    rows,
    columns,
  );
  if (cursor !== undefined) output.hint(`More follow: --all, or --cursor ${cursor}`);
}

export function rowsIn(body: unknown, field: string): readonly Row[] {
  const rows = (body as Row | null)?.[field];
  return Array.isArray(rows) ? rows : [];
}

export function cursorIn(body: unknown): string | undefined {
  const { nextCursor } = (body ?? {}) as { readonly nextCursor?: string };
  return nextCursor;
}

/** Below a workspace; what stands between the slashes cannot leave its place. */
export function pathIn(workspaceId: string, ...parts: readonly string[]): string {
  return ['/workspaces', ...[workspaceId, ...parts].map(encodeURIComponent)].join('/');
}

/** The log of a workspace; without one the deployment's own. */
export function activityPath(workspaceId: string | undefined): string {
  return workspaceId === undefined ? '/activity' : pathIn(workspaceId, 'activity');
}

/** @throws {CliFailure} where the text is no JSON object. */
export function readJsonOption(name: string, text: string): Row {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row;
  } catch {
    // Answered below.
  }
  throw new CliFailure(`${name} must be a JSON object`, EXIT.usage);
}

export function bodyOf({ body }: Answer): Row {
  return (body ?? {}) as Row;
}
