import type { Command } from 'commander';
import { COLUMNS } from '#cli/commands/activity-columns.ts';
import { tailCommand } from '#cli/commands/tail-activity.ts';
import { CliFailure, EXIT } from '#cli/failure.ts';
import type { Io } from '#cli/io.ts';
import type { Row } from '#cli/output.ts';
import { activityPath, bodyOf, cursorIn, type OpenSession, pathIn, rowsIn } from '#cli/session.ts';

/** `activity list | tail | replay`. */
export function activityCommands(
  program: Command,
  open: OpenSession,
  io: Io,
  sleep: (milliseconds: number) => Promise<void>,
): void {
  const activity = program.command('activity').description('the sync and audit log');

  activity
    .command('list')
    .description('what happened in a workspace, or to the deployment itself, in order of time')
    .argument('[workspace]', 'its id; without it, what happened to none that is there')
    .option('--limit <n>', 'records of a page, 1 to 200')
    .option('--after <cursor|time>', 'where to go on: the cursor of the page before, or a time')
    .option('--all', 'every page, one after another')
    .option('--result <success|failure>', 'what was done, or what was refused')
    .option('--subject <id>', 'of one user, group or token')
    .option('--kind <kind>', 'a type of event, or User, Group, Workspace, Token')
    .action(async (workspace, options, command) => {
      const { api, output } = open(command);
      const { limit, result, subject, kind, all } = options;
      const records = new Map<unknown, Row>();
      let { after } = options;
      let more = true;
      do {
        const query = { limit, after, result, subject, kind };
        const { body } = await api.call('GET', activityPath(workspace), { query });
        for (const record of rowsIn(body, 'records')) records.set(record.id, record);
        after = cursorIn(body);
        more = (body as { more?: boolean }).more === true;
        output.progress(`${records.size} …`);
      } while (all === true && more);
      output.progressEnd();
      const rows = [...records.values()];
      output.list({ records: rows, more, nextCursor: after }, rows, COLUMNS);
      output.hint(`Go on with --after ${after}`);
    });

  tailCommand(activity, open, io, sleep);

  activity
    .command('replay')
    .description('sends the events of a span of time again, marked as a replay')
    .argument('<workspace>', 'its id')
    .requiredOption('--from <time>', 'such as 2026-01-31T00:00:00Z')
    .requiredOption('--to <time>', 'its end, excluded')
    .option('--kinds <kinds>', 'types of events, with commas between')
    .action(async (workspace, { from, to, kinds }, command) => {
      const { api, output } = open(command);
      if (kinds === '') throw new CliFailure('--kinds names no type of event', EXIT.usage);
      const list = kinds?.split(',').map((kind: string) => kind.trim());
      const body = { from, to, ...(list !== undefined && { kinds: list }) };
      const path = pathIn(workspace, 'activity', 'replay');
      output.document(bodyOf(await api.call('POST', path, { body })));
    });
}
