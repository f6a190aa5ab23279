import type { Command } from 'commander';
import { bodyOf, listOptions, type OpenSession, pathIn, showList } from '#cli/session.ts';

/** `groups list | get | members`. */
export function groupCommands(program: Command, open: OpenSession): void {
  const groups = program.command('groups').description('what the identity provider pushed');

  listOptions(groups.command('list').description('the groups, and the role that each grants'))
    .argument('<workspace>', 'its id')
    .option('--name <displayName>', 'the group of this name')
    .action(async (workspace, options, command) => {
      const query = { displayName: options.name };
      const path = pathIn(workspace, 'groups');
      await showList(
        open(command),
        { path, field: 'groups', query, options },
        {
          ID: ({ id }) => id,
          NAME: ({ displayName }) => displayName,
          ROLE: ({ role }) => role,
        },
      );
    });

  groups
    .command('get')
    .description('one group')
    .argument('<workspace>', 'its id')
    .argument('<group>', 'its id')
    .action(async (workspace, id, _options, command) => {
      const { api, output } = open(command);
      output.document(bodyOf(await api.call('GET', pathIn(workspace, 'groups', id))));
    });

  listOptions(groups.command('members').description('the users of a group'))
    .argument('<workspace>', 'its id')
    .argument('<group>', 'its id')
    .action(async (workspace, id, options, command) => {
      const path = pathIn(workspace, 'groups', id, 'members');
      await showList(
        open(command),
        { path, field: 'members', options },
        {
          ID: ({ id: memberId, userId }) => memberId ?? userId,
          EMAIL: ({ email, userName }) => email ?? userName,
        },
      );
    });
}
