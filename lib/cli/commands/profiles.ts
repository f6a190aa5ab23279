import type { Command } from 'commander';
import { type OpenSession, showList } from '#cli/session.ts';

/** `profiles`. */
export function profilesCommand(program: Command, open: OpenSession): void {
  program
    .command('profiles')
    .description('what each product requires of a user')
    .action(async (_options, command) => {
      const session = open(command);
      await showList(
        session,
        { path: '/profiles', field: 'profiles', options: {} },
        {
          ID: ({ id }) => id,
          TITLE: ({ title }) => title,
          REQUIRED: ({ attributes }) =>
            (attributes as { path: string; required: boolean }[])
              .filter(({ required }) => required)
              .map(({ path }) => path)
              .join(', '),
          ROLES: ({ roles }) => (roles as { values: string[] } | null)?.values.join(', '),
        },
      );
    });
}
