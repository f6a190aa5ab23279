/** What README.md and the picture say of the stack is what the stack is. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { SETTING_NAMES } from '#infra/settings.ts';
import { ofType, synthesise } from './synthesise.ts';

const readme = readFileSync('README.md', 'utf8');
const picture = readFileSync('docs/architecture.svg', 'utf8');
const template = synthesise({ exampleConsumer: true });

/** AWS services, and the words by which the picture shows them. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  ApiGatewayV2: ['API Gateway', 'HTTP API'],
  CloudWatch: ['CloudWatch', 'alarms, dashboard'],
  DynamoDB: ['DynamoDB'],
  Events: ['EventBridge', 'archive', 'every minute'],
  IAM: ['IAM'],
  KMS: ['KMS key'],
  Lambda: ['Lambda: SCIM', 'Lambda: admin', 'Lambda: publish', 'Lambda: sweep'],
  Logs: ['JSON logs', 'access log'],
  SQS: ['dead letters', 'SQS queue'],
};

describe('README.md', () => {
  it('says of every alarm what to do', () => {
    const names = ofType(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) =>
      String(Properties.AlarmName).replace('Rollcall-', ''),
    );

    expect(names.filter((name) => !readme.includes(`| \`${name}\` |`))).toEqual([]);
  });

  it('has every setting of the stack', () => {
    const settings = readme.split('### Settings of the stack')[1]?.split('\n### ')[0] ?? '';

    expect(SETTING_NAMES.filter((name) => !settings.includes(`\`${name}\``))).toEqual([]);
  });

  it('counts the alarms that it puts a price on', () => {
    const metrics = ofType(synthesise(), 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => {
      const parts = (Properties.Metrics as readonly { readonly MetricStat?: object }[]) ?? [];
      return Math.max(1, parts.filter(({ MetricStat }) => MetricStat !== undefined).length);
    });

    const count = metrics.reduce((sum, each) => sum + each, 0);
    expect(readme).toContain(`${count} alarm metrics at 0.10`);
  });
});

describe('docs/architecture.svg', () => {
  it('shows every service that the stack uses', () => {
    const services = new Set(
      Object.values(template.Resources).map(({ Type }) => Type.split('::')[1] ?? Type),
    );

    expect([...services].sort()).toEqual(Object.keys(SHOWN).sort());
    for (const word of Object.values(SHOWN).flat()) expect(picture).toContain(word);
  });
});
