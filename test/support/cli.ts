/** The command line in this process, over the handlers in this process. */

import { runCli } from '#cli/run.ts';
import { SYSTEM } from '#compose/adapters.ts';
import type { RepairTarget } from '#compose/table-repair.ts';
import type { CliEnvironment } from '#config';
import { tableRepair } from '#store/repair/repair-table.ts';
import { PLATFORM_ADMIN } from './deployment.ts';
import type { TestTable } from './emulator.ts';
import { invoke } from './invoke.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Terminal {
  readonly isTerminal?: boolean;
  readonly environment?: CliEnvironment;
  /** Answers in place of the handlers. */
  readonly fetch?: typeof fetch;
  /** Called with what Ctrl-C does. */
  readonly onInterrupt?: (act: () => void) => void;
  /** Sees what a repair is opened on. */
  readonly onRepair?: (target: RepairTarget) => void;
  /** The table that is repaired. */
  readonly table?: TestTable;
}

export const ADMIN_TOKEN = 'rca_test';
const URL_OF_TEST = 'http://127.0.0.1:4010/admin';

/** Nobody waits in a test: a pause is noted, and over. */
export async function rollcall(args: readonly string[], terminal: Terminal = {}): Promise<Ran> {
  const lines: string[] = [];
  let err = '';
  const io = {
    out: (text: string) => lines.push(text),
    err: (text: string) => {
      err += text;
    },
    isTerminal: terminal.isTerminal ?? false,
    isErrTerminal: terminal.isTerminal ?? false,
    environment: terminal.environment ?? { url: URL_OF_TEST, token: ADMIN_TOKEN },
    fetch: terminal.fetch ?? (toHandlers as typeof fetch),
    onInterrupt(act: () => void) {
      terminal.onInterrupt?.(act);
      return () => {};
    },
    async openRepair(target: RepairTarget) {
      terminal.onRepair?.(target);
      if (terminal.table === undefined) throw new Error('the test has no table');
      return tableRepair({ ...SYSTEM, ...terminal.table });
    },
  };
  const code = await runCli(args, io, async () => {});
  return { code, out: lines.join('\n'), err };
}

/** As the gateway would: the token stands for an admin of the platform. */
async function toHandlers(url: URL, init: RequestInit): Promise<Response> {
  const headers = Object.fromEntries(new Headers(init.headers));
  const isAdmin = headers.authorization === `Bearer ${ADMIN_TOKEN}`;
  const {
    statusCode,
    headers: answered,
    body,
  } = await invoke({
    method: init.method ?? 'GET',
    target: `${url.pathname}${url.search}`,
    headers,
    ...(typeof init.body === 'string' && { body: init.body }),
    ...(isAdmin && { authorizer: PLATFORM_ADMIN }),
  });
  const text = statusCode === 204 ? null : (body ?? '');
  return new Response(text, { status: statusCode, headers: answered as Record<string, string> });
}
