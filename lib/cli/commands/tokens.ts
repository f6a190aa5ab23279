import type { Command } from 'commander';
import { CliFailure, EXIT } from '#cli/failure.ts';
import { bodyOf, type OpenSession, pathIn, showList } from '#cli/session.ts';

/** `tokens list | regenerate | revoke`. */
export function tokenCommands(program: Command, open: OpenSession): void {
  const tokens = program.command('tokens').description('the SCIM tokens of a workspace');

  tokens
    .command('list')
    .description('when each was made and used; never the token itself')
    .argument('<workspace>', 'its id')
    .action(async (workspace, _options, command) => {
      const request = { path: pathIn(workspace, 'tokens'), field: 'tokens', options: {} };
      await showList(open(command), request, {
        ID: ({ tokenId }) => tokenId,
        CREATED: ({ createdAt }) => createdAt,
        EXPIRES: ({ expiresAt }) => expiresAt,
        LIVE: ({ live }) => live,
        'LAST USED': ({ lastUsedAt }) => lastUsedAt,
        BY: ({ lastUsedBy }) => lastUsedBy,
      });
    });

  tokens
    .command('regenerate')
    .description('a new one, shown this once; the older ones end at once, or after a grace')
    .argument('<workspace>', 'its id')
    .option('--grace <seconds>', 'how long the older ones live on, up to 604800 (a week)')
    .option('--expires <time>', 'when the new one ends, such as 2030-01-31T12:00:00Z')
    .action(async (workspace, { grace, expires }, command) => {
      const { api, output } = open(command);
      const body = {
        ...(grace !== undefined && { graceSeconds: seconds('--grace', grace) }),
        ...(expires !== undefined && { expiresAt: expires }),
      };
      output.document(bodyOf(await api.call('POST', pathIn(workspace, 'tokens'), { body })));
      output.hint('The token is shown this once: copy it now.');
    });

  tokens
    .command('revoke')
    .description('ends a token: the next request with it is refused')
    .argument('<workspace>', 'its id')
    .argument('<token-id>', 'from the list, not the token itself')
    .action(async (workspace, tokenId, _options, command) => {
      const { api, output } = open(command);
      await api.call('DELETE', pathIn(workspace, 'tokens', tokenId));
      output.done('Revoked.');
    });
}

function seconds(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CliFailure(`${name} must be a whole number of seconds, such as 3600`, EXIT.usage);
}
