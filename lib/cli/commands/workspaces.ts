import type { Command } from 'commander';
import { CliFailure, EXIT } from '#cli/failure.ts';
import {
  bodyOf,
  listOptions,
  type OpenSession,
  pathIn,
  readJsonOption,
  showList,
} from '#cli/session.ts';

/** `workspaces list | get | create | update | delete`. */
export function workspaceCommands(program: Command, open: OpenSession): void {
  const workspaces = program.command('workspaces').description('the customers of the deployment');
  lookUps(workspaces, open);
  changes(workspaces, open);
}

function lookUps(workspaces: Command, open: OpenSession): void {
  listOptions(workspaces.command('list').description('all of them, in order of id')).action(
    async (options, command) => {
      await showList(
        open(command),
        { path: '/workspaces', field: 'workspaces', options },
        {
          ID: ({ id }) => id,
          NAME: ({ name }) => name,
          PROFILE: ({ profile }) => profile,
          CREATED: ({ createdAt }) => createdAt,
        },
      );
    },
  );

  workspaces
    .command('get')
    .description('one, with its settings and whether it is connected')
    .argument('<workspace>', 'its id')
    .action(async (id, _options, command) => {
      const { api, output } = open(command);
      output.document(bodyOf(await api.call('GET', pathIn(id))));
    });
}

function changes(workspaces: Command, open: OpenSession): void {
  workspaces
    .command('create')
    .description('makes one, once: repeated after a lost answer, it makes no second')
    .requiredOption('--name <name>', 'what people call it')
    .requiredOption('--profile <profile>', 'standard, modernloop, modjo, or one of your own')
    .option(
      '--id <id>',
      '1 to 50 of a-z, 0-9 and -; never given twice. Without it the name makes one',
    )
    .option('--settings <json>', 'settings that are not the default')
    .action(async ({ name, profile, id, settings }, command) => {
      const { api, output } = open(command);
      const body = {
        name,
        profile,
        ...(id !== undefined && { id }),
        ...(settings !== undefined && { settings: readJsonOption('--settings', settings) }),
      };
      output.document(bodyOf(await api.call('POST', '/workspaces', { body })));
    });

  workspaces
    .command('update')
    .description('changes its name, its profile, or settings; what is not given stays')
    .argument('<workspace>', 'its id')
    .option('--name <name>', 'what people call it')
    .option('--profile <profile>', 'what the product requires of a user')
    .option('--settings <json>', 'such as {"scimEnabled": false}')
    .option('--if-version <version>', 'only if it still has this version')
    .action(async (id, { name, profile, settings, ifVersion }, command) => {
      const { api, output } = open(command);
      const body = {
        ...(name !== undefined && { name }),
        ...(profile !== undefined && { profile }),
        ...(settings !== undefined && { settings: readJsonOption('--settings', settings) }),
      };
      if (Object.keys(body).length === 0) {
        throw new CliFailure('say what to change: --name, --profile or --settings', EXIT.usage);
      }
      output.document(bodyOf(await api.call('PATCH', pathIn(id), { body, ifMatch: ifVersion })));
    });

  workspaces
    .command('delete')
    .description('refuses its tokens at once, and removes everything of it in the background')
    .argument('<workspace>', 'its id')
    .requiredOption('--name <name>', 'its name, letter by letter, to show that it is meant')
    .action(async (id, { name }, command) => {
      const { api, output } = open(command);
      output.document(bodyOf(await api.call('DELETE', pathIn(id), { body: { name } })));
      output.hint('Backups keep its data for 35 days.');
    });
}
