import { ArnFormat, Aws, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface TokenSecretsProps {
  /** Whether the key outlives the stack: without it the digests cannot be read. @default true */
  readonly retainData?: boolean;
  /** The key of an earlier stack of this name, which the secrets that survived it are encrypted by. @default a new key */
  readonly keyArn?: string;
}

/**
 * The place of token digests: a name that every secret begins with, and a key that encrypts them.
 * The secrets themselves come and go with workspaces, not with the stack.
 */
export class TokenSecrets extends Construct {
  /** `<stack>/tokens/`: two stacks in one account share nothing. */
  readonly prefix: string;
  readonly key: IKey;
  /** Of every secret below the prefix. */
  private readonly arn: string;

  constructor(scope: Construct, id: string, { retainData, keyArn }: TokenSecretsProps = {}) {
    super(scope, id);
    this.prefix = `${Stack.of(this).stackName}/tokens/`;
    this.key =
      keyArn === undefined
        ? this.addKey(retainData ?? true)
        : Key.fromKeyArn(this, 'EarlierKey', keyArn);
    this.arn = Stack.of(this).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName: `${this.prefix}*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    Validations.of(Stack.of(this)).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${this.prefix}*]`,
      reason: 'One secret for each workspace, and workspaces come and go without a deployment.',
    });
  }

  /** To check a token. */
  readStatements(): readonly PolicyStatement[] {
    return [this.onSecrets('secretsmanager:GetSecretValue'), this.onKey('kms:Decrypt')];
  }

  /** To give a workspace its secret. */
  createStatements(): readonly PolicyStatement[] {
    return [this.onSecrets('secretsmanager:CreateSecret'), this.toEncrypt()];
  }

  /** To give a token its digest, and to forget digests. */
  changeStatements(): readonly PolicyStatement[] {
    return [
      this.onSecrets(
        'secretsmanager:PutSecretValue',
        'secretsmanager:ListSecretVersionIds',
        'secretsmanager:UpdateSecretVersionStage',
      ),
      this.toEncrypt(),
    ];
  }

  /** To remove the secret of a workspace that was deleted: background work. */
  removeStatements(): readonly PolicyStatement[] {
    return [this.onSecrets('secretsmanager:DeleteSecret')];
  }

  private addKey(isRetained: boolean): Key {
    return new Key(this, 'Key', {
      description: `Encrypts the token digests below ${this.prefix}`,
      enableKeyRotation: true,
      removalPolicy: isRetained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  private toEncrypt(): PolicyStatement {
    return this.onKey('kms:Decrypt', 'kms:GenerateDataKey');
  }

  private onSecrets(...actions: readonly string[]): PolicyStatement {
    return new PolicyStatement({ actions: [...actions], resources: [this.arn] });
  }

  /** Only for Secrets Manager: nobody decrypts with it directly. */
  private onKey(...actions: readonly string[]): PolicyStatement {
    return new PolicyStatement({
      actions: [...actions],
      resources: [this.key.keyArn],
      conditions: {
        StringEquals: { 'kms:ViaService': `secretsmanager.${Aws.REGION}.${Aws.URL_SUFFIX}` },
      },
    });
  }
}
