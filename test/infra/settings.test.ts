import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#infra/settings.ts';

const DOMAIN = {
  domainName: 'scim.example.com',
  certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
};
const ZONE = { hostedZoneId: 'Z1', hostedZoneName: 'example.org' };

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

  it('take a domain at the top of its zone, and one of another partition', () => {
    const certificateArn = 'arn:aws-us-gov:acm:us-gov-west-1:111122223333:certificate/1';
    const zone = { hostedZoneId: 'Z1', hostedZoneName: 'scim.example.com' };

    const { props } = readSettings({ ...DOMAIN, ...zone, certificateArn });

    expect(props.domain).toMatchObject({ name: 'scim.example.com', certificateArn });
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
    [{ alarmTopicArn: 'ops' }, 'alarmTopicArn must be the ARN of an SNS topic'],
    [{ alarmTopicArn: 'arn:x' }, 'alarmTopicArn must be the ARN of an SNS topic'],
    [{ alarmTopicArn: 'arn:aws:s3:::bucket' }, 'alarmTopicArn must be the ARN of an SNS topic'],
    [{ ...DOMAIN, certificateArn: 'arn:x' }, 'certificateArn must be the ARN of a certificate'],
    [{ ...DOMAIN, domainName: 'https://scim.example.com' }, 'domainName must be a name such as'],
    [{ adminJwtScope: 'x' }, 'adminJwtScope does nothing without adminJwtIssuer'],
    [{ adminJwtWorkspaceClaim: 'x' }, 'adminJwtWorkspaceClaim does nothing without adminJwtIssuer'],
    [{ adminJwtIssuer: 'https://', adminJwtAudience: 'x' }, 'adminJwtIssuer must be an https URL'],
    [{ ...ZONE }, 'hostedZoneId does nothing without domainName'],
    [{ ...DOMAIN, ...ZONE }, 'domainName must lie in the zone example.org'],
    [
      { ...DOMAIN, ...ZONE, hostedZoneName: 'ample.com' },
      'domainName must lie in the zone ample.com',
    ],
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
    [{ ...DOMAIN, domainName: '' }, 'domainName must not be empty'],
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
