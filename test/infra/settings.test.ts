import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#infra/settings.ts';

describe('settings of a deployment', () => {
  it('may all be left out', () => {
    const { stackName, props } = readSettings({});

    expect(stackName).toBe('Rollcall');
    expect(Object.values(props).filter((value) => value !== undefined)).toEqual([]);
  });

  it('are read from text, as the command line has them, and from JSON', () => {
    const fromText = readSettings({ tracing: 'true', archiveDays: '7', logRetentionDays: '90' });
    const fromJson = readSettings({ tracing: true, archiveDays: 7, logRetentionDays: 90 });

    expect(fromText).toEqual(fromJson);
    expect(fromText.props).toMatchObject({ tracing: true, archiveDays: 7, logRetention: 90 });
  });

  it('leave alone what the CDK has in the context', () => {
    const context = { 'aws:cdk:enable-path-metadata': true, '@aws-cdk/core:x': true };

    expect(readSettings(context)).toEqual(readSettings({}));
  });

  it.each<[object, string | RegExp]>([
    [
      { dashbord: 'true' },
      'there is no setting dashbord: README.md, "Settings of the stack", lists them',
    ],
    [{ tracing: 'yes' }, 'tracing must be true or false'],
    [
      { logRetentionDays: '31' },
      'logRetentionDays must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, 9999',
    ],
    [{ logRetentionDays: 'abc' }, 'logRetentionDays must be one of 1, 3, 5, 7'],
    [{ alarmTopicArn: 'ops' }, 'alarmTopicArn must be an ARN'],
    [{ secretKeyArn: 'alias/old' }, 'secretKeyArn must be the ARN of a KMS key'],
    [{ archiveDays: '-1' }, /^archiveDays must be a whole number of days from 0$/],
    [{ archiveDays: 'abc' }, /^archiveDays must be a whole number of days from 0$/],
    [{ archiveDays: 1.5 }, /^archiveDays must be a whole number of days from 0$/],
    [
      { activityRetentionDays: '0' },
      'activityRetentionDays must be a whole number of days from 1 to 9999',
    ],
    [{ activityRetentionDays: '10000' }, 'activityRetentionDays must be a whole number'],
    [{ maxWalkUsers: '0' }, 'maxWalkUsers must be a whole number of users from 1 to 999999'],
    [{ maxWalkUsers: '1000000' }, 'maxWalkUsers must be a whole number'],
    [
      { stackName: 'a_b' },
      'stackName must be up to 40 letters, digits and hyphens, and begin with a letter',
    ],
    [{ domainName: '', certificateArn: 'arn:x' }, 'domainName must not be empty'],
    [{ scimBaseUrl: 'https://scim.example.com/' }, 'scimBaseUrl must be a URL with a path'],
    [{ scimBaseUrl: 'https://scim.example.com' }, 'scimBaseUrl must be a URL with a path'],
    [{ domainName: 'scim.example.com' }, 'domainName and certificateArn are set together'],
    [{ adminJwtIssuer: 'https://login.example.com' }, 'adminJwtIssuer and adminJwtAudience'],
    [{ hostedZoneId: 'Z1' }, 'hostedZoneId and hostedZoneName'],
  ])('are refused by name: %j', (context, message) => {
    expect(() => readSettings({ ...context })).toThrow(message);
  });

  it('end `cdk synth` with a sentence, and without a stack', () => {
    const env = { ...process.env, CDK_CONTEXT_JSON: '{"archiveDays":"abc"}' };

    const { status, stderr } = spawnSync('node', ['--import', 'tsx', 'bin/app.ts'], { env });

    expect(String(stderr)).toBe('rollcall: archiveDays must be a whole number of days from 0\n');
    expect(status).toBe(1);
  });
});
