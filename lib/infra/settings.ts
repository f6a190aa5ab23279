/** What a deployment may decide: the context of `cdk deploy`, read once. */

import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as v from 'valibot';
import type { RollcallStackProps } from '#infra/rollcall-stack.ts';

/** From the command line everything is text; in `cdk.json` it need not be. */
const flag = v.pipe(
  v.union([v.boolean(), v.picklist(['true', 'false'])], 'must be true or false'),
  v.transform((value) => String(value) === 'true'),
);
const count = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))]),
  v.integer(),
  v.minValue(0),
);
/** The limits of `lib/config.ts`: what it refuses, no function would start with. */
const fromOneTo = (most: number) => v.pipe(count, v.minValue(1), v.maxValue(most));
const text = v.pipe(v.string(), v.nonEmpty());
const arn = v.pipe(v.string(), v.startsWith('arn:', 'must be an ARN'));
const keyArn = v.pipe(
  v.string(),
  v.regex(/^arn:[^:]+:kms:[^:]+:\d{12}:key\/.+$/, 'must be the ARN of a KMS key'),
);
const issuer = v.pipe(v.string(), v.startsWith('https://', 'must be an https URL'));
/** http is for an emulator. */
const url = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^\s/?#]+\/[^\s?#]*[^\s?#/]$/, 'must be a URL with a path, no / last'),
);

/** The days that CloudWatch Logs knows. */
const retentionDays = v.pipe(
  count,
  v.check((value) => RetentionDays[value] !== undefined, 'must be days that CloudWatch Logs knows'),
  v.transform((value): RetentionDays => value),
);

/** Each may be left out; README.md "Settings of the stack" says what each does. */
const Context = v.object({
  stackName: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/)), 'Rollcall'),
  domainName: v.optional(text),
  certificateArn: v.optional(arn),
  hostedZoneId: v.optional(text),
  hostedZoneName: v.optional(text),
  scimBaseUrl: v.optional(url),
  adminJwtIssuer: v.optional(issuer),
  adminJwtAudience: v.optional(text),
  adminJwtScope: v.optional(text),
  adminJwtWorkspaceClaim: v.optional(text),
  maxWalkUsers: v.optional(fromOneTo(999_999)),
  activityRetentionDays: v.optional(fromOneTo(9999)),
  logRetentionDays: v.optional(retentionDays),
  archiveDays: v.optional(count),
  exampleConsumer: v.optional(flag),
  alarmTopicArn: v.optional(arn),
  dashboard: v.optional(flag),
  tracing: v.optional(flag),
  secretKeyArn: v.optional(keyArn),
  retainData: v.optional(flag),
});

type Context = v.InferOutput<typeof Context>;

/** As `-c name=value` has them. */
export const SETTING_NAMES = Object.keys(Context.entries);

/** Of no use without one another. */
const TOGETHER: readonly (readonly (keyof Context)[])[] = [
  ['domainName', 'certificateArn'],
  ['hostedZoneId', 'hostedZoneName'],
  ['adminJwtIssuer', 'adminJwtAudience'],
];

/** What the CDK's own commands leave in the context. */
const OF_THE_CDK = /[:/@]|^(?:cli-telemetry|acknowledged-issue-numbers|tree)$/;

export interface Settings {
  readonly stackName: string;
  readonly props: RollcallStackProps;
}

/**
 * @param context of the CDK app.
 * @throws {TypeError} naming the setting that is wrong, unknown, or of no use without another.
 */
export function readSettings(context: Readonly<Record<string, unknown>>): Settings {
  const own = Object.entries(context).filter(([name]) => !OF_THE_CDK.test(name));
  const unknown = own.map(([name]) => name).filter((name) => !SETTING_NAMES.includes(name));
  if (unknown.length > 0) throw new TypeError(`there is no setting ${unknown.join(', ')}`);
  const result = v.safeParse(Context, Object.fromEntries(own));
  if (!result.success) {
    const problems = result.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
    throw new TypeError(problems.join('; '));
  }
  for (const names of TOGETHER) checkTogether(result.output, names);
  return { stackName: result.output.stackName, props: toProps(result.output) };
}

function checkTogether(settings: Context, names: readonly (keyof Context)[]): void {
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return;
  throw new TypeError(`${names.join(' and ')} are set together or not at all`);
}

function toProps({ logRetentionDays: logRetention, ...settings }: Context): RollcallStackProps {
  const { maxWalkUsers, activityRetentionDays, archiveDays, exampleConsumer, scimBaseUrl } =
    settings;
  const { alarmTopicArn, dashboard, tracing, secretKeyArn, retainData } = settings;
  return {
    domain: toDomain(settings),
    adminJwt: toAdminJwt(settings),
    scimBaseUrl,
    maxWalkUsers,
    activityRetentionDays,
    logRetention,
    archiveDays,
    exampleConsumer,
    alarmTopicArn,
    dashboard,
    tracing,
    secretKeyArn,
    retainData,
  };
}

function toDomain({
  domainName: name,
  certificateArn,
  hostedZoneId,
  hostedZoneName,
}: Partial<Context>): RollcallStackProps['domain'] {
  const hostedZone =
    hostedZoneId && hostedZoneName ? { id: hostedZoneId, name: hostedZoneName } : undefined;
  return name && certificateArn ? { name, certificateArn, hostedZone } : undefined;
}

function toAdminJwt({
  adminJwtIssuer: issuer,
  adminJwtAudience: audience,
  adminJwtScope: scope,
  adminJwtWorkspaceClaim: workspaceClaim,
}: Partial<Context>): RollcallStackProps['adminJwt'] {
  return issuer && audience ? { issuer, audience, scope, workspaceClaim } : undefined;
}
