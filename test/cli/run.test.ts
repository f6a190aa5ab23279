import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { rollcall } from '../support/cli.ts';
import { useDeployment } from '../support/deployment.ts';

const { send } = useDeployment();
const json = async (...args: string[]) => JSON.parse((await rollcall([...args, '--json'])).out);

describe('help', () => {
  it.each([
    [['--help'], ['workspaces', 'tokens', 'users', 'groups', 'activity', 'setup-guide']],
    [
      ['workspaces', '--help'],
      ['list', 'get', 'create', 'update', 'delete'],
    ],
    [
      ['workspaces', 'create', '--help'],
      ['--name', '--profile', '--id', '--settings'],
    ],
    [
      ['tokens', '--help'],
      ['list', 'regenerate', 'revoke'],
    ],
    [
      ['tokens', 'regenerate', '--help'],
      ['--grace', '--expires'],
    ],
    [['users', 'import', '--help'], ['--dry-run']],
    [
      ['groups', 'members', '--help'],
      ['--limit', '--cursor', '--all'],
    ],
    [
      ['activity', 'list', '--help'],
      ['--after', '--result', '--subject'],
    ],
    [['setup-guide', '--help'], ['--idp']],
  ])('of %j names what there is, and ends well', async (args, names) => {
    const { code, out } = await rollcall(args);

    expect(code).toBe(0);
    for (const name of names) expect(out).toContain(name);
  });
});

describe('a command line that cannot be', () => {
  it.each([
    [[]],
    [['nosuch']],
    [['workspaces', 'create']],
    [['workspaces', 'get']],
    [['workspaces', 'update', 'modjo-demo']],
    [['workspaces', 'get', 'a', 'b']],
    [['workspaces', 'list', '--nosuch']],
    [['workspaces', 'create', '--name', 'x', '--profile', 'modjo', '--settings', '[']],
    [['tokens', 'regenerate', 'standard-demo', '--grace', 'soon']],
    [['users', 'import', 'standard-demo', '/nosuch/file']],
    [['setup-guide', 'standard-demo']],
    [['--url', 'nowhere', 'workspaces', 'list']],
    [['--url', 'http://user:secret@127.0.0.1:1/admin', 'workspaces', 'list']],
  ])('ends with 2, and says why: %j', async (args) => {
    const { code, err } = await rollcall(args);

    expect(code).toBe(2);
    expect(err).toMatch(/\S/);
    expect(err).not.toMatch(/\n\s+at |secret/);
  });

  it('asks for the token of npm start where there is none', async () => {
    const { code, err } = await rollcall(['workspaces', 'list'], { environment: {} });

    expect(code).toBe(2);
    expect(err).toContain('--token, or ROLLCALL_TOKEN');
  });

  it('asks for the region where the URL of a deployment does not say it', async () => {
    const environment = { url: 'https://scim.example.com/admin' };

    const { code, err } = await rollcall(['workspaces', 'list'], { environment });

    expect(code).toBe(2);
    expect(err).toContain('--region');
  });
});

describe('workspaces', () => {
  it('are made, changed, listed and deleted', async () => {
    const made = await json(
      ...['workspaces', 'create', '--id', 'acme', '--name', 'Acme', '--profile', 'modernloop'],
      ...['--settings', '{"keepDeletedDays": 7}'],
    );
    const changed = await json(
      ...['workspaces', 'update', 'acme', '--settings', '{"scimEnabled": false}'],
      ...['--if-version', '1'],
    );
    const stale = await rollcall([
      'workspaces',
      'update',
      'acme',
      '--name',
      'B',
      '--if-version',
      '1',
    ]);
    const listed = await json('workspaces', 'list', '--all', '--limit', '1');
    const deleted = await json('workspaces', 'delete', 'acme', '--name', 'Acme');

    expect(made).toMatchObject({ id: 'acme', settings: { keepDeletedDays: 7 }, version: 1 });
    expect(changed).toMatchObject({ settings: { scimEnabled: false }, version: 2 });
    expect([stale.code, stale.err]).toEqual([
      1,
      'rollcall: it has another version than --if-version says: read it again (412)\n',
    ]);
    expect(listed.workspaces.map(({ id }: { id: string }) => id)).toEqual([
      'acme',
      'modernloop-demo',
      'modjo-demo',
      'standard-demo',
    ]);
    expect(deleted).toMatchObject({ id: 'acme' });
    expect((await rollcall(['workspaces', 'get', 'acme'])).code).toBe(1);
  });

  it('are a table for people, without colours where nobody looks', async () => {
    const { out, err } = await rollcall(['workspaces', 'list', '--limit', '1']);

    expect(out).toMatch(/^ID +NAME +PROFILE +CREATED\n[\w-]+ +/);
    expect(out).not.toContain('\u001b');
    expect(err).toMatch(/^More follow: --all, or --cursor \S+\n$/);
  });

  it('are refused in the words of the problem, with each place', async () => {
    const { code, out, err } = await rollcall([
      ...['workspaces', 'create', '--name', ' ', '--profile', 'nosuch'],
    ]);

    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('(400)');
    expect(err).toMatch(/\n {2}\/name .+\n {2}\/profile /);
  });

  it('are refused in one sentence where it has all that is wrong', async () => {
    const { err } = await rollcall(['users', 'invite', 'modjo-demo', '{"email":"nobody"}']);

    expect(err).toBe('rollcall: email must be an e-mail address, such as ada@example.com (400)\n');
  });

  it('cannot be reached around by an id with slashes', async () => {
    const { code } = await rollcall(['workspaces', 'get', '../profiles']);

    expect(code).toBe(1);
  });
});

describe('tokens', () => {
  it('are regenerated, listed and revoked', async () => {
    const { token, tokenId } = await json('tokens', 'regenerate', 'modjo-demo', '--grace', '60');
    const used = await send('GET', '/Users', undefined, { authorization: `Bearer ${token}` });
    const list = await rollcall(['tokens', 'list', 'modjo-demo']);
    const revoked = await rollcall(['tokens', 'revoke', 'modjo-demo', tokenId]);
    const after = await send('GET', '/Users', undefined, { authorization: `Bearer ${token}` });

    expect([used.statusCode, after.statusCode]).toEqual([200, 401]);
    expect(list.out).toContain(tokenId);
    expect(list.out).not.toContain(token);
    expect([revoked.code, revoked.err]).toEqual([0, 'Revoked.\n']);
  });
});

describe('the other resources', () => {
  it('a set-up guide is Markdown, as it is', async () => {
    const { code, out } = await rollcall(['setup-guide', 'modjo-demo', '--idp', 'entra']);

    expect(code).toBe(0);
    expect(out).toMatch(/^# Modjo: SCIM provisioning with Microsoft Entra ID\n/);
  });

  it('the activity of the deployment itself is shown where no workspace is named', async () => {
    await rollcall(['workspaces', 'delete', 'never-was', '--name', 'x']);

    const { code, out } = await rollcall(['activity', 'list', '--result', 'failure']);

    expect(code).toBe(0);
    expect(out).toMatch(/delete .*404/);
  });

  it('the activity is shown with who did what', async () => {
    await rollcall(['tokens', 'regenerate', 'standard-demo']);

    const { code, out } = await rollcall(['activity', 'list', 'standard-demo', '--kind', 'Token']);

    expect(code).toBe(0);
    expect(out).toMatch(/arn:aws:iam::111122223333:role\/platform +create Token \S+ +201 +tokens/);
  });

  it('the activity in JSON says whether more follows, as the API does', async () => {
    await rollcall(['tokens', 'regenerate', 'standard-demo']);
    await rollcall(['tokens', 'regenerate', 'standard-demo']);

    const first = await json('activity', 'list', 'standard-demo', '--limit', '1');
    const all = await json('activity', 'list', 'standard-demo', '--limit', '1', '--all');

    expect(first).toMatchObject({ records: [{}], more: true, nextCursor: expect.any(String) });
    expect(all).toMatchObject({ more: false });
  });

  it('a grace is in seconds, and says so', async () => {
    const { err } = await rollcall(['tokens', 'regenerate', 'standard-demo', '--grace', '1h']);

    expect(err).toContain('--grace must be a whole number of seconds');
  });

  it('profiles are listed with what they require', async () => {
    const { out } = await rollcall(['profiles']);

    expect(out).toMatch(/modjo +Modjo +.*name\.familyName.* +User, Admin, Analyst/);
  });
});

describe('the script of npm', () => {
  it.each(['start', 'rollcall'] as const)(
    '%s gives its place to node, which so gets the signals of npm',
    (name) => {
      const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

      expect(scripts[name]).toMatch(/^\w+=true exec node /);
    },
  );
});

describe('a service that is away', () => {
  it('is one sentence, and ends with 1', async () => {
    const away = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('ECONN') }));

    const { code, err } = await rollcall(['workspaces', 'list'], { fetch: away as typeof fetch });

    expect(code).toBe(1);
    expect(err).toBe('rollcall: http://127.0.0.1:4010 cannot be reached: ECONN\n');
  });

  it('is asked again where it says when, and not for ever', async () => {
    let count = 0;
    const busy = async () => {
      count += 1;
      return new Response('{"detail":"not now"}', {
        status: 503,
        headers: { 'retry-after': '1', 'content-type': 'application/problem+json' },
      });
    };

    const { code, err } = await rollcall(['workspaces', 'list'], { fetch: busy as typeof fetch });

    expect([code, count]).toEqual([1, 5]);
    expect(err).toBe('rollcall: not now (503)\n');
  });
});

describe('a deployment behind IAM', () => {
  it.each([
    ['that its URL names', 'https://abc.execute-api.eu-central-1.amazonaws.com/admin', []],
    ['given for one on this machine', 'http://127.0.0.1:4566/admin', ['--region', 'eu-central-1']],
  ])('is signed for, by the region %s', async (_, url, more) => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
    process.env.AWS_SECRET_ACCESS_KEY = 'secret';
    const sent: Headers[] = [];
    const remember = async (_url: unknown, { headers }: RequestInit) => {
      sent.push(new Headers(headers));
      return new Response('{"workspaces":[]}', {
        headers: { 'content-type': 'application/json' },
      });
    };

    const { code } = await rollcall(['workspaces', 'list', ...more], {
      environment: { url },
      fetch: remember as typeof fetch,
    });

    expect(code).toBe(0);
    expect(sent[0]?.get('authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/execute-api\/aws4_request, SignedHeaders=\S+, Signature=[0-9a-f]{64}$/,
    );
    expect(sent[0]?.get('x-amz-date')).toMatch(/^\d{8}T\d{6}Z$/);
  });

  it('is sent a blank as %20: that is how it is signed, and a plus would be a plus', async () => {
    const urls: string[] = [];
    const remember = async (url: URL) => {
      urls.push(url.search);
      return new Response('{"groups":[]}', { headers: { 'content-type': 'application/json' } });
    };

    await rollcall(['groups', 'list', 'standard-demo', '--name', 'Sales + Ops'], {
      fetch: remember as typeof fetch,
    });

    expect(urls).toEqual(['?displayName=Sales%20%2B%20Ops']);
  });
});
