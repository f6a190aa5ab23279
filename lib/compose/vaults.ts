/** Where token digests are: a function has of Secrets Manager what it calls, and most have nothing of it. */

import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { adapters } from '#compose/adapters.ts';
import { bind } from '#compose/bind.ts';
import { CLIENT_OPTIONS } from '#compose/client-options.ts';
import { readSecretsConfig } from '#config';
import type { TokenVault } from '#directory/ports.ts';
import { once } from '#http/once.ts';
import {
  closeVault,
  forgetDigests,
  listDigests,
  openVault,
  putDigest,
  readDigest,
  type Secrets,
} from '#secrets/token-vault.ts';

/** For authentication. */
export function digestReader(): Pick<TokenVault, 'read'> {
  return adapters().vault ?? bind(secrets(), { read: readDigest });
}

/** For the removal of workspaces. */
export function vaultCloser(): Pick<TokenVault, 'close'> {
  return adapters().vault ?? bind(secrets(), { close: closeVault });
}

/** For the operations on workspaces. */
export function vaultOpener(): Pick<TokenVault, 'open'> {
  return adapters().vault ?? bind(secrets(), { open: openVault });
}

/** For the operations on tokens. */
export function vaultKeeper(): Pick<TokenVault, 'put' | 'list' | 'forget'> {
  const ofSecrets = { put: putDigest, list: listDigests, forget: forgetDigests };
  return adapters().vault ?? bind(secrets(), ofSecrets);
}

const secrets = once(
  (): Secrets => ({ client: new SecretsManagerClient(CLIENT_OPTIONS), ...readSecretsConfig() }),
);
