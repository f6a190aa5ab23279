/**
 * Token digests in Secrets Manager, as the TokenVault port has them: one secret per workspace, one version
 * per token.
 *
 * A tokenId is the ClientRequestToken, hence the VersionId, and at the same time the one staging label of
 * the version with its digest. So puts are idempotent, two of them cannot overwrite each other, and a live
 * token's version never loses its label (Secrets Manager deletes those that have none).
 */

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
import type { StoredDigest } from '#directory/ports.ts';

export interface Secrets {
  readonly client: SecretsManagerClient;
  /** Begins the name of every secret: `rollcall/tokens/`. */
  readonly prefix: string;
  /** The key that encrypts the secrets; the account's own where it is absent. */
  readonly kmsKeyId?: string;
}

/** What AWSCURRENT stays on: a secret must have a value, and this one is no digest. */
const PLACEHOLDER = 'no token';

/** InvalidRequestException: the secret is being deleted, and its tokens are dead. */
const GONE = ['ResourceNotFoundException', 'InvalidRequestException'];

export async function openVault(secrets: Secrets, workspaceId: string): Promise<void> {
  const command = new CreateSecretCommand({
    Name: secretOf(secrets, workspaceId),
    Description: `SHA-256 digests of the SCIM tokens of workspace ${workspaceId}`,
    SecretString: PLACEHOLDER,
    KmsKeyId: secrets.kmsKeyId,
  });
  await unless(['ResourceExistsException'], () => secrets.client.send(command));
}

export async function putDigest(
  secrets: Secrets,
  workspaceId: string,
  tokenId: string,
  digest: Uint8Array,
): Promise<void> {
  const command = new PutSecretValueCommand({
    SecretId: secretOf(secrets, workspaceId),
    ClientRequestToken: tokenId,
    SecretString: Buffer.from(digest).toString('hex'),
    VersionStages: [tokenId],
  });
  await sending(() => secrets.client.send(command));
}

export async function readDigest(
  secrets: Secrets,
  workspaceId: string,
  tokenId: string,
): Promise<Uint8Array | undefined> {
  const command = new GetSecretValueCommand({
    SecretId: secretOf(secrets, workspaceId),
    VersionId: tokenId,
    VersionStage: tokenId,
  });
  const secret = await unless(GONE, () => secrets.client.send(command));
  return secret?.SecretString === undefined ? undefined : Buffer.from(secret.SecretString, 'hex');
}

export async function listDigests(
  secrets: Secrets,
  workspaceId: string,
): Promise<readonly StoredDigest[]> {
  const entries: SecretVersionsListEntry[] = [];
  let NextToken: string | undefined;
  do {
    const command = new ListSecretVersionIdsCommand({
      SecretId: secretOf(secrets, workspaceId),
      IncludeDeprecated: true,
      MaxResults: 100,
      NextToken,
    });
    const page = await unless(GONE, () => secrets.client.send(command));
    entries.push(...(page?.Versions ?? []));
    NextToken = page?.NextToken;
  } while (NextToken !== undefined);
  return entries.flatMap(toStoredDigest);
}

export async function forgetDigests(
  secrets: Secrets,
  workspaceId: string,
  tokenIds: readonly string[],
): Promise<void> {
  for (const tokenId of tokenIds) {
    const command = new UpdateSecretVersionStageCommand({
      SecretId: secretOf(secrets, workspaceId),
      VersionStage: tokenId,
      RemoveFromVersionId: tokenId,
    });
    await unless([...GONE, 'InvalidParameterException'], () => secrets.client.send(command));
  }
}

export async function closeVault(secrets: Secrets, workspaceId: string): Promise<void> {
  const command = new DeleteSecretCommand({
    SecretId: secretOf(secrets, workspaceId),
    ForceDeleteWithoutRecovery: true, // Its tokens are dead, and its name is never used again.
  });
  await unless(GONE, () => secrets.client.send(command));
}

function secretOf({ prefix }: Secrets, workspaceId: string): string {
  return `${prefix}${workspaceId}`;
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
