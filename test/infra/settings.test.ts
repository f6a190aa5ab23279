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

  it.each([
    [{ dashbord: 'true' }, 'there is no setting dashbord'],
    [{ tracing: 'yes' }, 'tracing: must be true or false'],
    [{ logRetentionDays: '31' }, 'logRetentionDays: must be days that CloudWatch Logs knows'],
    [{ alarmTopicArn: 'ops' }, 'alarmTopicArn: must be an ARN'],
    [{ secretKeyArn: 'alias/old' }, 'secretKeyArn: must be the ARN of a KMS key'],
    [{ archiveDays: '-1' }, 'archiveDays'],
    [{ activityRetentionDays: '0' }, 'activityRetentionDays'],
    [{ activityRetentionDays: '10000' }, 'activityRetentionDays'],
    [{ maxWalkUsers: '0' }, 'maxWalkUsers'],
    [{ maxWalkUsers: '1000000' }, 'maxWalkUsers'],
    [{ stackName: 'my stack' }, 'stackName'],
    [{ scimBaseUrl: 'https://scim.example.com/' }, 'scimBaseUrl'],
    [{ scimBaseUrl: 'https://scim.example.com' }, 'scimBaseUrl: must be a URL with a path'],
    [{ domainName: 'scim.example.com' }, 'domainName and certificateArn are set together'],
    [{ adminJwtIssuer: 'https://login.example.com' }, 'adminJwtIssuer and adminJwtAudience'],
    [{ hostedZoneId: 'Z1' }, 'hostedZoneId and hostedZoneName'],
  ])('are refused by name: %j', (context, message) => {
    expect(() => readSettings(context)).toThrow(message);
  });
});
