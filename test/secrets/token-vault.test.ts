import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  InternalServiceError,
  InvalidParameterException,
  InvalidRequestException,
  LimitExceededException,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
  SecretsManagerServiceException,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { bind } from '#compose/bind.ts';
import type { TokenVault } from '#directory/ports.ts';
import {
  closeVault,
  forgetDigests,
  listDigests,
  openVault,
  putDigest,
  readDigest,
  type Secrets,
} from '#secrets/token-vault.ts';

const TOKEN_ID = '01900000-0000-7000-8000-00000000aaaa';
const OTHER_ID = '01900000-0000-7000-8000-00000000bbbb';
const DIGEST = Buffer.from('00ff'.repeat(16), 'hex');
const DETAILS = { message: '', $metadata: {} };

const WHOLE = {
  open: openVault,
  put: putDigest,
  read: readDigest,
  list: listDigests,
  forget: forgetDigests,
  close: closeVault,
};
const REGION = { region: 'eu-west-1' };

const aws = mockClient(SecretsManagerClient);
const vaultIn = (naming: Pick<Secrets, 'prefix' | 'kmsKeyId'>): TokenVault =>
  bind({ client: new SecretsManagerClient(REGION), ...naming }, WHOLE);
const vault = vaultIn({ prefix: 'rollcall/tokens/', kmsKeyId: 'key' });
const sent = () =>
  aws.calls().map(({ args: [command] }) => [command.constructor.name, command.input]);
beforeEach(() => {
  aws.reset();
});

const THROTTLING = new SecretsManagerServiceException({
  ...DETAILS,
  name: 'ThrottlingException',
  $fault: 'client',
});
const FAILURES = [
  ['throttled', THROTTLING],
  ['throttled', new LimitExceededException(DETAILS)],
  ['unavailable', new InternalServiceError(DETAILS)],
  ['unavailable', Object.assign(new Error('slow'), { name: 'TimeoutError' })],
  ['unavailable', Object.assign(new Error('away'), { code: 'ECONNRESET' })],
] as const;
const OPERATIONS = [
  ['open', () => vault.open('acme')],
  ['put', () => vault.put('acme', TOKEN_ID, DIGEST)],
  ['read', () => vault.read('acme', TOKEN_ID)],
  ['forget', () => vault.forget('acme', [TOKEN_ID])],
  ['list', () => vault.list('acme')],
  ['close', () => vault.close('acme')],
] as const;

describe('the place for the digests of a workspace', () => {
  it('is a secret that holds no digest at first', async () => {
    aws.on(CreateSecretCommand).resolves({});

    await vault.open('acme');

    expect(sent()).toEqual([
      [
        'CreateSecretCommand',
        {
          Name: 'rollcall/tokens/acme',
          Description: 'SHA-256 digests of the SCIM tokens of workspace acme',
          SecretString: 'no token',
          KmsKeyId: 'key',
        },
      ],
    ]);
  });

  it('is encrypted with the key of the account where none is set', async () => {
    const plain = vaultIn({ prefix: 'p/' });
    aws.on(CreateSecretCommand).resolves({});

    await plain.open('acme');

    expect(aws.call(0).args[0].input).toMatchObject({ Name: 'p/acme', KmsKeyId: undefined });
  });

  it('stays as it is where it is there already', async () => {
    aws.on(CreateSecretCommand).rejects(new ResourceExistsException(DETAILS));

    await expect(vault.open('acme')).resolves.toBeUndefined();
  });
});

describe('the digest of a token', () => {
  it('is a version of its own, with the tokenId as its id and as its one label', async () => {
    aws.on(PutSecretValueCommand).resolves({});

    await vault.put('acme', TOKEN_ID, DIGEST);

    expect(sent()).toEqual([
      [
        'PutSecretValueCommand',
        {
          SecretId: 'rollcall/tokens/acme',
          ClientRequestToken: TOKEN_ID,
          SecretString: DIGEST.toString('hex'),
          VersionStages: [TOKEN_ID],
        },
      ],
    ]);
  });

  it('is read by its id and label', async () => {
    aws.on(GetSecretValueCommand).resolves({ SecretString: DIGEST.toString('hex') });

    const digest = await vault.read('acme', TOKEN_ID);

    expect(digest).toEqual(DIGEST);
    expect(sent()).toEqual([
      [
        'GetSecretValueCommand',
        { SecretId: 'rollcall/tokens/acme', VersionId: TOKEN_ID, VersionStage: TOKEN_ID },
      ],
    ]);
  });

  it.each([
    ['is not there', new ResourceNotFoundException(DETAILS)],
    ['is being deleted', new InvalidRequestException(DETAILS)],
  ])('is none where its secret %s', async (_, error) => {
    aws.on(GetSecretValueCommand).rejects(error);

    expect(await vault.read('acme', TOKEN_ID)).toBeUndefined();
  });

  it('is none where the version holds no text', async () => {
    aws.on(GetSecretValueCommand).resolves({ SecretBinary: DIGEST });

    expect(await vault.read('acme', TOKEN_ID)).toBeUndefined();
  });

  it('is no digest that a token could have where the version holds the placeholder', async () => {
    aws.on(GetSecretValueCommand).resolves({ SecretString: 'no token' });

    const digest = await vault.read('acme', TOKEN_ID);

    expect(digest?.length ?? 0).not.toBe(32);
  });
});

describe('forgetting digests', () => {
  it('takes the label off each version, so that Secrets Manager deletes it', async () => {
    aws.on(UpdateSecretVersionStageCommand).resolves({});

    await vault.forget('acme', [TOKEN_ID, OTHER_ID]);

    const inputs = aws.calls().map(({ args }) => args[0].input);
    expect(inputs).toEqual(
      [TOKEN_ID, OTHER_ID].map((id) => ({
        SecretId: 'rollcall/tokens/acme',
        VersionStage: id,
        RemoveFromVersionId: id,
      })),
    );
  });

  it('sends nothing where there is nothing to forget', async () => {
    await vault.forget('acme', []);

    expect(sent()).toEqual([]);
  });

  it.each([
    ['not there', new ResourceNotFoundException(DETAILS)],
    ['not labelled any more', new InvalidParameterException(DETAILS)],
    ['in a secret that is being deleted', new InvalidRequestException(DETAILS)],
  ])('goes on to the next where one is %s', async (_, error) => {
    aws.on(UpdateSecretVersionStageCommand).rejectsOnce(error).resolves({});

    await vault.forget('acme', [TOKEN_ID, OTHER_ID]);

    expect(aws.calls()).toHaveLength(2);
  });
});

describe.each(OPERATIONS)('a failing %s', (_, run) => {
  it.each(FAILURES)('says to try again: %s', async (reason, error) => {
    aws.onAnyCommand().rejects(error);

    await expect(run()).rejects.toMatchObject({ name: 'TryAgain', reason, cause: error });
  });

  it('comes through where trying again is of no use', async () => {
    const error = new SecretsManagerServiceException({
      ...DETAILS,
      name: 'AccessDeniedException',
      $fault: 'client',
    });
    aws.onAnyCommand().rejects(error);

    await expect(run()).rejects.toBe(error);
  });
});

describe('the digests that the vault knows of', () => {
  const CreatedDate = new Date('2026-01-01T00:00:00.000Z');

  it('are all versions but the placeholder, over all pages; without their label they are forgotten', async () => {
    const placeholder = { VersionId: 'p', VersionStages: ['AWSCURRENT'], CreatedDate };
    aws
      .on(ListSecretVersionIdsCommand, { NextToken: undefined })
      .resolves({
        Versions: [placeholder, { VersionId: TOKEN_ID, VersionStages: [TOKEN_ID], CreatedDate }],
        NextToken: 'next',
      })
      .on(ListSecretVersionIdsCommand, { NextToken: 'next' })
      .resolves({ Versions: [{ VersionId: OTHER_ID, CreatedDate }] });

    const digests = await vault.list('acme');

    const createdAt = CreatedDate.getTime();
    expect(digests).toEqual([
      { tokenId: TOKEN_ID, createdAt, isForgotten: false },
      { tokenId: OTHER_ID, createdAt, isForgotten: true },
    ]);
    expect(sent()[0]?.[1]).toMatchObject({
      SecretId: 'rollcall/tokens/acme',
      IncludeDeprecated: true,
    });
  });

  it('are none where the secret is gone', async () => {
    aws.on(ListSecretVersionIdsCommand).rejects(new ResourceNotFoundException(DETAILS));

    expect(await vault.list('acme')).toEqual([]);
  });
});

describe('closing the place of a workspace', () => {
  it('deletes the secret for good, and again does nothing', async () => {
    aws.on(DeleteSecretCommand).resolvesOnce({}).rejects(new ResourceNotFoundException(DETAILS));

    await vault.close('acme');
    await vault.close('acme');

    expect(sent()[0]).toEqual([
      'DeleteSecretCommand',
      { SecretId: 'rollcall/tokens/acme', ForceDeleteWithoutRecovery: true },
    ]);
  });
});
