/** Every function has the rights that it needs, and no others. */

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { BACKGROUND, DEFAULT_ROUTE, type Rights, ROUTES } from '#functions/routes.ts';
import { TABLE_RIGHTS } from '#infra/rights.ts';
import { TABLE } from '#store/table.ts';
import { commandsOf } from '#test/coldstart/bundles.ts';
import { at } from '#test/idp/json-path.ts';
import { call, replay, type Scenario, type Target } from '#test/idp/replay.ts';
import { type Deployment, useDeployment } from '#test/support/deployment.ts';
import { refusedRights, usedRights } from '#test/support/iam.ts';
import { invoke } from '#test/support/invoke.ts';
import { ofType, referencesIn, synthesise } from './synthesise.ts';

const SCIM = [...ROUTES.filter(({ path }) => path.startsWith('/scim/')), DEFAULT_ROUTE];
const RIGHTS_BY_ENTRY = new Map<string, Rights>(
  [...ROUTES, DEFAULT_ROUTE, ...Object.values(BACKGROUND)].map(({ entry, rights }) => [
    entry,
    rights,
  ]),
);

describe('what identity providers do', () => {
  const { token, admin } = useDeployment();

  beforeAll(async () => {
    const corpus: readonly Scenario[] = JSON.parse(
      readFileSync(new URL('../idp/corpus.json', import.meta.url), 'utf8'),
    );
    const target = { scimBaseUrl: 'https://gateway', token: token(), fetch: overHandlers };
    await changeMembers(target);
    await adopt(target, admin);
    for (const scenario of corpus) {
      await replay(scenario, target).catch(() => {}); // Whether it holds is another test's matter.
    }
  }, 300_000);

  it('needs no right that its function does not have', () => {
    expect([...refusedRights]).toEqual([]);
  });

  it.each([...new Set(SCIM.map(({ rights }) => rights))])('needs every right of %s', (rights) => {
    const entries = SCIM.filter((route) => route.rights === rights).map(({ entry }) => entry);
    const needed = entries.flatMap((entry) =>
      [...usedRights].filter((use) => use.startsWith(`${entry} `)).map((use) => use.split(' ')[1]),
    );

    const { anywhere, bookkeeping } = TABLE_RIGHTS[rights];
    const granted = new Set([...anywhere, ...bookkeeping]);
    expect([...granted].filter((action) => !needed.includes(action))).toEqual([]);
  });
});

describe('the code of a function', () => {
  it.each([...RIGHTS_BY_ENTRY])('can use every right of it: %s', async (entry, rights) => {
    const commands = await commandsOf(entry);

    const usable = new Set([...commands].flatMap(actionsOf));
    const { anywhere, bookkeeping } = TABLE_RIGHTS[rights];
    expect([...anywhere, ...bookkeeping].filter((action) => !usable.has(action))).toEqual([]);
  });
});

describe('the policies of the stack', () => {
  const template = synthesise();
  const statements = ofType(template, 'AWS::IAM::Policy').flatMap(([, { Properties }]) => {
    const { Statement } = Properties.PolicyDocument as { Statement: readonly Statement[] };
    return Statement.map((statement) => ({
      ...statement,
      actions: [statement.Action].flat(),
      role: referencesIn(Properties.Roles)[0] ?? '',
    }));
  });
  const rolesThat = (action: string) =>
    statements.filter(({ actions }) => actions.includes(action)).map(({ role }) => role);

  it('let nobody scan', () => {
    expect(rolesThat('dynamodb:Scan')).toEqual([]);
    for (const { actions } of statements)
      for (const action of actions) {
        expect(action).not.toContain('*');
      }
  });

  it('name the table and single indexes of it, and nothing broader', () => {
    const ofTable = statements.filter(({ actions }) =>
      actions.some(
        (action) => action.startsWith('dynamodb:') && !/Stream|Shard|GetRecords/.test(action),
      ),
    );

    expect(ofTable.length).toBeGreaterThan(ROUTES.length / 4);
    for (const { Resource } of ofTable) {
      for (const resource of [Resource].flat()) {
        expect(referencesIn(resource)).toEqual(['DirectoryTableD64E6930']);
        expect(JSON.stringify(resource)).not.toContain('*');
      }
    }
  });

  it('let a function that reads write nothing but activity, bookmarks and token use', () => {
    const reading = statements.filter(
      ({ role, actions }) =>
        /^(?:UsersGetUser|UsersQueryUsers|Search|Discovery|NotFound)Role/.test(role) &&
        actions.some(
          (action) => /Put|Update|Delete|Write/.test(action) && action.startsWith('dynamodb'),
        ),
    );

    expect(reading).toHaveLength(5);
    for (const { Condition } of reading) {
      expect(Condition).toEqual({
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...TABLE.bookkeepingPartitions] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      });
    }
  });

  it('let no function of administration write that only reads, nor read what it needs no table for', () => {
    const on = (name: string) =>
      statements
        .filter(({ role }) => withoutHash(role) === name)
        .flatMap(({ actions }) => actions.filter((action) => action.startsWith('dynamodb:')));

    expect(on('AdminProfilesRole')).toEqual([]);
    expect(on('AdminNotFoundRole')).toEqual([]);
    expect(on('AdminSetupGuideRole')).toEqual(['dynamodb:GetItem']);
  });

  it('let only the functions of workspaces and tokens put digests, and only SCIM read them', () => {
    expect(rolesThat('secretsmanager:PutSecretValue').map(withoutHash).sort()).toEqual([
      'AdminTokensRole',
      'AdminWorkspacesRole',
    ]);
    for (const role of rolesThat('secretsmanager:GetSecretValue'))
      expect(role).not.toMatch(/^Admin/);
  });

  it('give of Secrets Manager what the vault calls', async () => {
    const source = readFileSync('lib/secrets/token-vault.ts', 'utf8');
    const called = Array.from(
      source.matchAll(/new (\w+)Command\(/g),
      ([, name]) => `secretsmanager:${name}`,
    );

    const granted = statements
      .flatMap(({ actions }) => actions)
      .filter((action) => action.startsWith('secretsmanager:'));
    expect([...new Set(granted)].sort()).toEqual([...new Set(called)].sort());
  });

  it('let only publisher and sweeper put events', () => {
    expect(rolesThat('events:PutEvents').map(withoutHash).sort()).toEqual([
      'LifecyclePublishRole',
      'LifecycleSweepRole',
    ]);
  });
});

/** What a read is refused for: that goes into the activity log. */
const REFUSED = 'attributes=id&excludedAttributes=meta';

/** What the corpus does not do: a member of a group is read, changed, replaced and deleted. */
async function changeMembers(target: Target): Promise<void> {
  const send = async (method: string, path: string, body?: object) => {
    const answer = await call({ method }, path, body, target);
    return String(at(answer.body, '$.id'));
  };
  const user = { userName: 'member@example.com' };
  const id = await send('POST', '/Users', user);
  const group = await send('POST', '/Groups', { displayName: 'All', members: [{ value: id }] });
  await send('GET', `/Users/${id}`);
  for (const path of [`/Users/${id}`, `/Groups/${group}`]) await send('GET', `${path}?${REFUSED}`);
  await send('PUT', `/Users/${id}`, { ...user, title: 'Member' });
  await send('PATCH', `/Users/${id}`, {
    Operations: [{ op: 'replace', path: 'active', value: false }],
  });
  await send('DELETE', `/Users/${id}`);
  await send('DELETE', `/Groups/${group}`);
}

/** Nor this: a user who was invited by hand becomes the identity provider's. */
async function adopt(target: Target, admin: Deployment['admin']): Promise<void> {
  const userName = 'invited@example.com';
  const workspace = '/workspaces/standard-demo';
  await admin('PATCH', workspace, { settings: { onManualConflict: 'adopt' } });
  await admin('POST', `${workspace}/users`, { email: userName, userName });
  await call({ method: 'POST' }, '/Users', { userName }, target);
  await admin('PATCH', workspace, { settings: { onManualConflict: 'reject' } });
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const withoutHash = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, '');

/** A transaction can do whatever its items are. */
function actionsOf(command: string): readonly string[] {
  if (command === 'TransactWrite') {
    return ['Put', 'Update', 'Delete', 'ConditionCheck'].map((kind) => `dynamodb:${kind}Item`);
  }
  return [`dynamodb:${command}`, `dynamodb:${command}Item`];
}

/** Takes the place of `fetch`: straight to the handler that the gateway would call. */
async function overHandlers(input: unknown, init: RequestInit = {}): Promise<Response> {
  const { pathname, search } = new URL(String(input));
  const headers = Object.fromEntries(new Headers(init.headers).entries());
  const answer = await invoke({
    method: init.method ?? 'GET',
    target: `${pathname.replace(/^/, '/scim/v2')}${search}`,
    headers,
    body: init.body === undefined || init.body === null ? undefined : String(init.body),
  });
  const status = answer.statusCode ?? 200;
  const body = status === 204 || status === 304 ? null : answer.body;
  return new Response(body, { status, headers: answer.headers as Record<string, string> });
}
