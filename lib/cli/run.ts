/** The command line: `npm run rollcall -- <command>`. */

import { Command, CommanderError } from 'commander';
import { activityCommands } from '#cli/commands/activity.ts';
import { groupCommands } from '#cli/commands/groups.ts';
import { profilesCommand } from '#cli/commands/profiles.ts';
import { repairCommand } from '#cli/commands/repair.ts';
import { setupGuideCommand } from '#cli/commands/setup-guide.ts';
import { tokenCommands } from '#cli/commands/tokens.ts';
import { userCommands } from '#cli/commands/users.ts';
import { workspaceCommands } from '#cli/commands/workspaces.ts';
import { CliFailure, EXIT } from '#cli/failure.ts';
import type { Io } from '#cli/io.ts';
import { sessions } from '#cli/session.ts';

const ENVIRONMENT = `
Environment:
  ROLLCALL_URL        the admin API, in place of --url
  ROLLCALL_TOKEN      in place of --token
  AWS_REGION          in place of --region; the credentials of AWS as usual
  DYNAMODB_ENDPOINT   of repair, in place of --endpoint

Exit codes: 0 done, 1 refused or not reachable, 2 wrong command line, 3 a check has found something,
130 ended by Ctrl-C.`;

/**
 * @param args without the names of node and of the script.
 * @returns the exit code.
 */
export async function runCli(
  args: readonly string[],
  io: Io,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<number> {
  try {
    await programOver(io, sleep).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
    if (!(error instanceof CliFailure)) throw error;
    io.err(`rollcall: ${error.message}\n`);
    return error.exitCode;
  }
}

function programOver(io: Io, sleep: (milliseconds: number) => Promise<void>): Command {
  const program = new Command('rollcall')
    .description('Workspaces, tokens and users of a Rollcall deployment, over its admin API.')
    .option('--url <url>', 'the admin API (default: that of npm start)')
    .option('--token <token>', 'the admin token of npm start, or a JWT; without it: SigV4')
    .option('--region <region>', 'of the deployment, where its URL does not say')
    .option('--json', 'JSON, as the API answers, in place of tables')
    .addHelpText('after', ENVIRONMENT);
  quiet(program, io);
  const open = sessions(io, sleep);
  workspaceCommands(program, open);
  profilesCommand(program, open);
  tokenCommands(program, open);
  userCommands(program, open);
  groupCommands(program, open);
  activityCommands(program, open, io, sleep);
  setupGuideCommand(program, open);
  repairCommand(program, io);
  for (const command of everyCommand(program)) quiet(command, io);
  return program;
}

/** Nothing but `Io` is written to, and nothing ends the process. */
function quiet(command: Command, io: Io): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => io.out(text.replace(/\n$/, '')),
    writeErr: (text) => io.err(text),
  });
}

function everyCommand(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)]);
}
