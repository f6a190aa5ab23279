/** Every function has the rights that it needs, and no others. */

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BACKGROUND, DEFAULT_ROUTE, type Rights, ROUTES } from '#functions/routes.ts';
import { planFunctions } from '#infra/function-plan.ts';
import { TABLE_RIGHTS } from '#infra/rights.ts';
import { TABLE } from '#store/table.ts';
import { commandsOf } from '#test/coldstart/bundles.ts';
import { replay, type Scenario } from '#test/idp/replay.ts';
import { useDeployment } from '#test/support/deployment.ts';
import { refusedRights, usedRights } from '#test/support/iam.ts';
import { readAll } from '#test/support/invariants.ts';
import { invoke } from '#test/support/invoke.ts';
import { asAdmin, asIdentityProvider, leaveWork, publishAll, sweepAll } from './doings.ts';
import { ofType, referencesIn, synthesise } from './synthesise.ts';

const RIGHTS_BY_ENTRY = new Map<string, Rights>(
  [...ROUTES, DEFAULT_ROUTE, ...Object.values(BACKGROUND)].map(({ entry, rights }) => [
    entry,
    rights,
  ]),
);

describe('what functions do', () => {
  let ahead = 0;
  const deployment = useDeployment(undefined, { now: () => Date.now() + ahead });
  const spy = jest.spyOn(process.stdout, 'write').mockReturnValue(true);

  beforeAll(async () => {
    const corpus: readonly Scenario[] = JSON.parse(
      readFileSync(new URL('../idp/corpus.json', import.meta.url), 'utf8'),
    );
    const token = deployment.token();
    const target = { scimBaseUrl: 'https://gateway', token, fetch: overHandlers };
    for (const scenario of corpus) {
      await replay(scenario, target).catch(() => {}); // Whether it holds is another test's matter.
    }
    await asIdentityProvider(deployment);
    await asAdmin(deployment);
    await publishAll(deployment);
    for (const [name, finish] of [
      ['published', () => publishAll(deployment)],
      ['swept', sweepAll],
    ] as const) {
      await leaveWork(deployment, name);
      for (let turn = 0; turn < TURNS; turn += 1) {
        ahead += HOUR_MS; // Some work has to wait for a minute.
        await finish();
      }
    }
  }, 300_000);
  afterAll(() => spy.mockRestore());

  it('needs no right that they do not have', () => {
    expect([...refusedRights]).toEqual([]);
  });

  it.each([...RIGHTS_BY_ENTRY])('needs every right of %s', (entry, rights) => {
    const used = [...usedRights]
      .filter((use) => use.startsWith(`${entry} `))
      .map((use) => use.slice(entry.length + 1));
    const needed = [...used, ...(IN_A_RACE[entry] ?? [])];

    const { anywhere, bookkeeping, indexes } = TABLE_RIGHTS[rights];
    const granted = [...anywhere, ...bookkeeping, ...indexes.map((name) => `${QUERY} ${name}`)];
    expect([...new Set(granted)].sort()).toEqual([...new Set(needed)].sort());
  });

  it('leaves nothing undone', async () => {
    const items = await readAll(deployment.table());

    const unfinished = items.filter(({ gsi2pk }) => gsi2pk !== undefined);
    expect(unfinished.map(({ record }) => record)).toEqual([]);
    const remains = items.filter(({ pk }) => /#(?:published|swept)$/.test(pk));
    expect(remains.map(({ sk }) => sk)).toEqual(['WORKSPACE', 'WORKSPACE']);
  });
});

/**
 * Rights that are needed where two requests meet. A large removal of members may have left the buckets of a
 * group that is being deleted, and not yet the users: then a bucket is only checked.
 */
const IN_A_RACE: Readonly<Record<string, readonly string[]>> = {
  'functions/groups/delete-group.ts': ['dynamodb:ConditionCheckItem'],
};

/** Of the publisher, or of the sweep. */
const TURNS = 3;
const HOUR_MS = 3_600_000;
const QUERY = 'dynamodb:Query';

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

  it.each([...RIGHTS_BY_ENTRY.keys()])(
    'give %s of Secrets Manager what it calls',
    async (entry) => {
      const called = [...(await commandsOf(entry))]
        .filter((command) => /Secret/.test(command))
        .map((command) => `secretsmanager:${command}`);

      const granted = statements
        .filter(({ role }) => role.startsWith(roleOf(entry)))
        .flatMap(({ actions }) => actions.filter((action) => action.startsWith('secretsmanager:')));
      expect([...granted].sort()).toEqual([...called].sort());
    },
  );

  it('let only the function of tokens put digests, and only that of workspaces make secrets', () => {
    expect(rolesThat('secretsmanager:PutSecretValue').map(withoutHash)).toEqual([
      'AdminTokensRole',
    ]);
    expect(rolesThat('secretsmanager:CreateSecret').map(withoutHash)).toEqual([
      'AdminWorkspacesRole',
    ]);
    for (const role of rolesThat('secretsmanager:GetSecretValue'))
      expect(role).not.toMatch(/^Admin/);
  });

  it('let only publisher and sweeper put events', () => {
    expect(rolesThat('events:PutEvents').map(withoutHash).sort()).toEqual([
      'LifecyclePublishRole',
      'LifecycleSweepRole',
    ]);
  });
});

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The logical id of its role, as far as it is not a hash. */
function roleOf(entry: string): string {
  const background: Readonly<Record<string, string>> = {
    [BACKGROUND.publish.entry]: 'LifecyclePublish',
    [BACKGROUND.sweep.entry]: 'LifecycleSweep',
  };
  const plan = planFunctions(ROUTES, DEFAULT_ROUTE).find((each) => each.entry === entry);
  return `${background[entry] ?? plan?.id}Role`;
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
