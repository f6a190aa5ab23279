/** Token digests in Secrets Manager: one secret per workspace, one version per token. */

import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
  type SecretVersionsListEntry,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { sending } from '#aws-failure';
import type { StoredDigest, TokenVault } from '#directory/ports.ts';

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
    async list(workspaceId) {
      const entries: SecretVersionsListEntry[] = [];
      let NextToken: string | undefined;
      do {
        const command = new ListSecretVersionIdsCommand({
          SecretId: secretOf(workspaceId),
          IncludeDeprecated: true,
          MaxResults: 100,
          NextToken,
        });
        const page = await unless(GONE, () => client.send(command));
        entries.push(...(page?.Versions ?? []));
        NextToken = page?.NextToken;
      } while (NextToken !== undefined);
      return entries.flatMap(toStoredDigest);
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
    async close(workspaceId) {
      const command = new DeleteSecretCommand({
        SecretId: secretOf(workspaceId),
        ForceDeleteWithoutRecovery: true, // Its tokens are dead, and its name is never used again.
      });
      await unless(GONE, () => client.send(command));
    },
  };
}

/** The placeholder is no digest. Which of the others had which token is its VersionId. */
function toStoredDigest(entry: SecretVersionsListEntry): StoredDigest[] {
  const { VersionId: tokenId, VersionStages: stages = [], CreatedDate: at } = entry;
  if (tokenId === undefined || stages.includes('AWSCURRENT')) return [];
  return [{ tokenId, createdAt: at?.getTime() ?? 0, isForgotten: !stages.includes(tokenId) }];
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
