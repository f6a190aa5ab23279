/** What a deployment may decide: the context of `cdk deploy`, read once. */

import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as v from 'valibot';
import type { RollcallStackProps } from '#infra/rollcall-stack.ts';

/** From the command line everything is text; in `cdk.json` it need not be. */
const flag = v.pipe(
  v.union([v.boolean(), v.picklist(['true', 'false'])], 'must be true or false'),
  v.transform((value) => String(value) === 'true'),
);
const numberFrom = (rule: string) =>
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))], rule);
/** The limits of `lib/config.ts`: what it refuses, no function would start with. */
const whole = (what: string, least: number, most = Number.MAX_SAFE_INTEGER) => {
  const end = most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`;
  const rule = `must be a whole number of ${what} from ${least}${end}`;
  return v.pipe(numberFrom(rule), v.integer(rule), v.minValue(least, rule), v.maxValue(most, rule));
};
const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'));
/** @param rest what stands behind the account. */
const arnOf = (what: string, service: string, rest: string) =>
  v.pipe(
    text,
    v.regex(
      new RegExp(`^arn:[^:]+:${service}:[^:]+:\\d{12}:${rest}$`),
      `must be the ARN of ${what}`,
    ),
  );
const hostName = v.pipe(
  text,
  v.regex(
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/,
    'must be a name such as scim.example.com',
  ),
);
const issuer = v.pipe(text, v.regex(/^https:\/\/[^\s/?#]+[^\s?#]*$/, 'must be an https URL'));
/** http is for an emulator. */
const url = v.pipe(
  text,
  v.regex(/^https?:\/\/[^\s/?#]+\/[^\s?#]*[^\s?#/]$/, 'must be a URL with a path, no / last'),
);

/** The days that CloudWatch Logs knows. */
const KNOWN_DAYS = Object.values(RetentionDays).filter((days) => typeof days === 'number');
const KNOWN_DAYS_RULE = `must be one of ${KNOWN_DAYS.join(', ')}`;
const retentionDays = v.pipe(numberFrom(KNOWN_DAYS_RULE), v.picklist(KNOWN_DAYS, KNOWN_DAYS_RULE));
const stackName = v.pipe(
  text,
  v.regex(
    /^[A-Za-z][A-Za-z0-9-]{0,39}$/,
    'must be up to 40 letters, digits and hyphens, and begin with a letter',
  ),
);

/** Each may be left out; README.md "Settings of the stack" says what each does. */
const Context = v.object({
  stackName: v.optional(stackName, 'Rollcall'),
  domainName: v.optional(hostName),
  certificateArn: v.optional(arnOf('a certificate', 'acm', 'certificate/.+')),
  hostedZoneId: v.optional(text),
  hostedZoneName: v.optional(hostName),
  scimBaseUrl: v.optional(url),
  adminJwtIssuer: v.optional(issuer),
  adminJwtAudience: v.optional(text),
  adminJwtScope: v.optional(text),
  adminJwtWorkspaceClaim: v.optional(text),
  maxWalkUsers: v.optional(whole('users', 1, 999_999)),
  activityRetentionDays: v.optional(whole('days', 1, 9999)),
  logRetentionDays: v.optional(retentionDays),
  archiveDays: v.optional(whole('days', 0)),
  exampleConsumer: v.optional(flag),
  alarmTopicArn: v.optional(arnOf('an SNS topic', 'sns', '[^:]+')),
  dashboard: v.optional(flag),
  tracing: v.optional(flag),
  secretKeyArn: v.optional(arnOf('a KMS key', 'kms', 'key/.+')),
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

/** Without its second the first would do nothing, silently. */
const NEEDED: readonly (readonly [setting: keyof Context, needed: keyof Context])[] = [
  ['hostedZoneId', 'domainName'],
  ['adminJwtScope', 'adminJwtIssuer'],
  ['adminJwtWorkspaceClaim', 'adminJwtIssuer'],
];

/** What the CDK's own commands leave in the context. */
const OF_THE_CDK = /[:/@]|^(?:cli-telemetry|acknowledged-issue-numbers|tree)$/;

/** What whoever deploys has set wrong, in a sentence. */
export class SettingMistake extends TypeError {
  override readonly name = 'SettingMistake';
}

export interface Settings {
  readonly stackName: string;
  readonly props: RollcallStackProps;
}

/**
 * @param context of the CDK app.
 * @throws {SettingMistake} naming the setting that is wrong, unknown, or of no use without another.
 */
export function readSettings(context: Readonly<Record<string, unknown>>): Settings {
  const own = Object.entries(context).filter(([name]) => !OF_THE_CDK.test(name));
  const unknown = own.map(([name]) => name).filter((name) => !SETTING_NAMES.includes(name));
  if (unknown.length > 0) {
    throw new SettingMistake(
      `there is no setting ${unknown.join(', ')}: README.md, "Settings of the stack", lists them`,
    );
  }
  const result = v.safeParse(Context, Object.fromEntries(own));
  if (!result.success) {
    const problems = result.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}`);
    throw new SettingMistake(problems.join('; '));
  }
  for (const names of TOGETHER) checkTogether(result.output, names);
  for (const [setting, needed] of NEEDED) checkNeeded(result.output, setting, needed);
  checkZone(result.output);
  return { stackName: result.output.stackName, props: toProps(result.output) };
}

function checkTogether(settings: Context, names: readonly (keyof Context)[]): void {
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return;
  throw new SettingMistake(`${names.join(' and ')} are set together or not at all`);
}

function checkNeeded(settings: Context, setting: keyof Context, needed: keyof Context): void {
  if (settings[setting] === undefined || settings[needed] !== undefined) return;
  throw new SettingMistake(`${setting} does nothing without ${needed}`);
}

/** Route 53 would take the name for one below the zone: scim.example.com.example.org. */
function checkZone({ domainName = '', hostedZoneName = domainName }: Context): void {
  if (`.${domainName}`.endsWith(`.${hostedZoneName}`)) return;
  throw new SettingMistake(`domainName must lie in the zone ${hostedZoneName}`);
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
