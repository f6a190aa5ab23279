/** Token digests in Secrets Manager: one secret per workspace, one version per token. */

import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { sending } from '#aws-failure';
import type { TokenVault } from '#directory/ports.ts';

export interface SecretNaming {
  /** Begins the name of every secret: `rollcall/tokens/`. */
  readonly prefix: string;
  /** The key that encrypts the secrets; the account's own where it is absent. */
  readonly kmsKeyId?: string;
}

/** What AWSCURRENT stays on: a secret must have a value, and this one is no digest. */
const PLACEHOLDER = 'no token';

/** InvalidRequestException: the secret is being deleted, and its tokens are dead. */
const GONE = ['ResourceNotFoundException', 'InvalidRequestException'];

/**
 * A tokenId is the ClientRequestToken, hence the VersionId, and at the same time the one staging
 * label of the version with its digest. So puts are idempotent, two of them cannot overwrite each
 * other, and a live token's version never loses its label (Secrets Manager deletes those that have
 * none).
 */
export function secretsManagerVault(
  client: SecretsManagerClient,
  { prefix, kmsKeyId }: SecretNaming,
): TokenVault {
  const secretOf = (workspaceId: string) => `${prefix}${workspaceId}`;
  return {
    async open(workspaceId) {
      const command = new CreateSecretCommand({
        Name: secretOf(workspaceId),
        Description: `SHA-256 digests of the SCIM tokens of workspace ${workspaceId}`,
        SecretString: PLACEHOLDER,
        KmsKeyId: kmsKeyId,
      });
      await unless(['ResourceExistsException'], () => client.send(command));
    },
    async put(workspaceId, tokenId, digest) {
      const command = new PutSecretValueCommand({
        SecretId: secretOf(workspaceId),
        ClientRequestToken: tokenId,
        SecretString: Buffer.from(digest).toString('hex'),
        VersionStages: [tokenId],
      });
      await sending(() => client.send(command));
    },
    async read(workspaceId, tokenId) {
      const command = new GetSecretValueCommand({
        SecretId: secretOf(workspaceId),
        VersionId: tokenId,
        VersionStage: tokenId,
      });
      const secret = await unless(GONE, () => client.send(command));
      return secret?.SecretString === undefined
        ? undefined
        : Buffer.from(secret.SecretString, 'hex');
    },
    async forget(workspaceId, tokenIds) {
      for (const tokenId of tokenIds) {
        const command = new UpdateSecretVersionStageCommand({
          SecretId: secretOf(workspaceId),
          VersionStage: tokenId,
          RemoveFromVersionId: tokenId,
        });
        await unless([...GONE, 'InvalidParameterException'], () => client.send(command));
      }
    },
  };
}

/** @returns undefined where the call failed in a way that means: nothing to do, nothing there. */
async function unless<Output>(names: readonly string[], send: () => Promise<Output>) {
  try {
    return await sending(send);
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return undefined;
    throw error;
  }
}
