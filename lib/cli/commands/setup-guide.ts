import type { Command } from 'commander';
import { type OpenSession, pathIn } from '#cli/session.ts';

/** `setup-guide <workspace> --idp okta`. */
export function setupGuideCommand(program: Command, open: OpenSession): void {
  program
    .command('setup-guide')
    .description('Markdown for the IT admin of a customer, click by click')
    .argument('<workspace>', 'its id')
    .requiredOption('--idp <idp>', 'okta, entra, google, jumpcloud, onelogin, rippling or yeshid')
    .action(async (workspace, { idp }, command) => {
      const { api, output } = open(command);
      const { body } = await api.call('GET', pathIn(workspace, 'setup-guide'), { query: { idp } });
      output.text(String(body));
    });
}
