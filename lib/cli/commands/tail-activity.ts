import type { Command } from 'commander';
import { columnsOf } from '#cli/commands/activity-columns.ts';
import { CliFailure, EXIT } from '#cli/failure.ts';
import type { Io } from '#cli/io.ts';
import type { Row } from '#cli/output.ts';
import { activityPath, cursorIn, type OpenSession, rowsIn } from '#cli/session.ts';

/** Records that were shown, and may come again: the log repeats its last 30 seconds. */
const REMEMBERED = 20_000;

/** `activity tail`: each record as a line, as it happens, until the command is ended. */
export function tailCommand(
  activity: Command,
  open: OpenSession,
  io: Io,
  sleep: (milliseconds: number) => Promise<void>,
): void {
  activity
    .command('tail')
    .description('what happens in a workspace, or to the deployment itself, as it happens')
    .argument('[workspace]', 'its id; without it, what happens to none that is there')
    .option('--after <cursor|time>', 'where to begin', 'now')
    .option('--interval <seconds>', 'between two looks, 1 to 60', '2')
    .option('--result <success|failure>', 'what was done, or what was refused')
    .option('--subject <id>', 'of one user, group or token')
    .option('--kind <kind>', 'a type of event, or User, Group, Workspace, Token')
    .action(async (workspace, options, command) => {
      const { api, output } = open(command);
      const { result, subject, kind, interval } = options;
      if (!/^[1-9]\d?$/.test(interval) || Number(interval) > 60) {
        throw new CliFailure('--interval is a whole number from 1 to 60', EXIT.usage);
      }
      const shown = new Set<unknown>();
      let { after } = options;
      for (;;) {
        const query = { limit: '200', after, result, subject, kind };
        const { body } = await api.call('GET', activityPath(workspace), { query });
        for (const record of rowsIn(body, 'records')) {
          if (!shown.has(record.id)) io.out(lineOf(record, output.isJson));
          remember(shown, record.id);
        }
        after = cursorIn(body);
        if ((body as { more?: boolean }).more !== true) await sleep(Number(interval) * 1000);
      }
    });
}

function lineOf(record: Row, isJson: boolean): string {
  return isJson ? JSON.stringify(record) : columnsOf(record).join('  ');
}

function remember(shown: Set<unknown>, id: unknown): void {
  shown.add(id);
  const [oldest] = shown;
  if (shown.size > REMEMBERED) shown.delete(oldest);
}
