import type { Command } from 'commander';
import { importUsers } from '#cli/import-users.ts';
import type { Columns } from '#cli/output.ts';
import {
  bodyOf,
  listOptions,
  type OpenSession,
  pathIn,
  readJsonOption,
  showList,
} from '#cli/session.ts';

const USER_COLUMNS: Columns = {
  ID: ({ id }) => id,
  EMAIL: ({ email, userName }) => email ?? userName,
  ACTIVE: ({ active }) => active,
  ROLE: ({ role }) => role,
  FROM: ({ roleSource }) => roleSource,
  BY: ({ provisionedBy, deletedAt }) => (deletedAt === undefined ? provisionedBy : 'deleted'),
};

/** `users list | get | find | invite | edit | delete | import`. */
export function userCommands(program: Command, open: OpenSession): void {
  const users = program.command('users').description('the people of a workspace');
  lookUps(users, open);
  changes(users, open);
}

function lookUps(users: Command, open: OpenSession): void {
  listOptions(users.command('list').description('provisioned, invited and deleted users'))
    .argument('<workspace>', 'its id')
    .option('--email <address>', 'who has it')
    .option('--role <role>', 'who has this role')
    .option('--active <true|false>', 'who may use the product, or may not')
    .option('--by <scim|manual>', 'whom an identity provider provisioned, or somebody invited')
    .action(async (workspace, options, command) => {
      const { email, role, active, by } = options;
      const query = { email, role, active, provisionedBy: by };
      const path = pathIn(workspace, 'users');
      await showList(open(command), { path, field: 'users', query, options }, USER_COLUMNS);
    });

  users
    .command('get')
    .description('one, with role and groups')
    .argument('<workspace>', 'its id')
    .argument('<user>', 'their id')
    .action(async (workspace, id, _options, command) => {
      const { api, output } = open(command);
      output.document(bodyOf(await api.call('GET', pathIn(workspace, 'users', id))));
    });

  listOptions(users.command('find').description('an e-mail address across all workspaces'))
    .argument('<email>', 'the address')
    .action(async (email, options, command) => {
      const request = { path: '/users', field: 'users', query: { email }, options };
      await showList(open(command), request, {
        WORKSPACE: ({ workspaceId }) => workspaceId,
        ...USER_COLUMNS,
      });
    });
}

function changes(users: Command, open: OpenSession): void {
  users
    .command('invite')
    .description('makes a user by hand')
    .argument('<workspace>', 'its id')
    .argument('<json>', 'such as {"email": "ada@example.com", "role": "ADMIN"}')
    .action(async (workspace, json, _options, command) => {
      const { api, output } = open(command);
      const body = readJsonOption('the user', json);
      output.document(bodyOf(await api.call('POST', pathIn(workspace, 'users'), { body })));
    });

  users
    .command('edit')
    .description('changes what the rules let an admin change; what is not given stays')
    .argument('<workspace>', 'its id')
    .argument('<user>', 'their id')
    .argument('<json>', 'such as {"role": "ADMIN"}')
    .option('--if-version <version>', 'only if they still have this version')
    .action(async (workspace, id, json, { ifVersion }, command) => {
      const { api, output } = open(command);
      const body = readJsonOption('the change', json);
      const path = pathIn(workspace, 'users', id);
      output.document(bodyOf(await api.call('PATCH', path, { body, ifMatch: ifVersion })));
    });

  users
    .command('delete')
    .description('removes a user; admins see them for as many days as the workspace keeps')
    .argument('<workspace>', 'its id')
    .argument('<user>', 'their id')
    .action(async (workspace, id, _options, command) => {
      const { api, output } = open(command);
      await api.call('DELETE', pathIn(workspace, 'users', id));
      output.done('Deleted.');
    });

  users
    .command('import')
    .description('invites the users of a file, one JSON object a line; it can be run again')
    .argument('<workspace>', 'its id')
    .argument('<file>', 'JSON lines with the fields of the profile')
    .option(
      '--dry-run',
      'changes nothing: lists duplicates, conflicts, and fields, roles and addresses that are none',
    )
    .action(async (workspace, file, { dryRun }, command) => {
      const mode = dryRun === true ? 'check' : 'import';
      await importUsers(open(command), { workspace, file, mode });
    });
}
