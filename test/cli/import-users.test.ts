import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { rollcall } from '../support/cli.ts';
import { useDeployment } from '../support/deployment.ts';

const { send, token } = useDeployment();

const folder = mkdtempSync(join(tmpdir(), 'rollcall-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

let number = 0;
function fileOf(...lines: readonly (object | string)[]): string {
  number += 1;
  const file = join(folder, `users-${number}.jsonl`);
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  writeFileSync(file, `${text.join('\n')}\n`);
  return file;
}
const importing = (file: string, ...options: string[]) =>
  rollcall(['users', 'import', 'modjo-demo', file, ...options]);
const listed = async () => {
  const { out } = await rollcall(['users', 'list', 'modjo-demo', '--all', '--json']);
  return (JSON.parse(out).users as { email: string }[]).map(({ email }) => email);
};
const person = (name: string) => ({ email: `${name}@x.example`, firstName: name, lastName: 'X' });

describe('users import', () => {
  it('invites everybody of the file, blank lines aside', async () => {
    const file = fileOf(person('ada'), '', person('grace'));

    const { code, err } = await importing(file);

    expect(code).toBe(0);
    expect(err).toContain('2 invited, 0 already there.');
    expect(await listed()).toEqual(expect.arrayContaining(['ada@x.example', 'grace@x.example']));
  });

  it('run again passes over who is there, and goes on with the others', async () => {
    await importing(fileOf(person('ida')));

    const { code, err } = await importing(fileOf(person('ida'), person('eva')));

    expect(code).toBe(0);
    expect(err).toContain('1 invited, 1 already there.');
    expect((await listed()).filter((email) => email === 'ida@x.example')).toHaveLength(1);
  });

  it('does nothing at all where a line is no JSON object', async () => {
    const { code, err } = await importing(fileOf(person('lea'), '[', person('mia')));

    expect(code).toBe(2);
    expect(err).toContain('line 2 is no JSON object');
    expect(await listed()).not.toContain('lea@x.example');
  });

  it('names the lines that are refused, invites the others, and ends with 3', async () => {
    const file = fileOf(person('pia'), { ...person('zoe'), firstName: 7 }, { nosuch: 1 });

    const { code, out } = await importing(file);

    expect(code).toBe(3);
    expect(out).toMatch(/^LINE +FINDING\n2 +.*\/firstName.*\n3 +/);
    expect(await listed()).toContain('pia@x.example');
  });
});

describe('users import', () => {
  it('says after a success what was done, and nothing else', async () => {
    const { out, err } = await importing(fileOf(person('tim')));

    expect([out, err]).toEqual(['', '1 invited, 0 already there.\n']);
  });

  it('is in JSON one document, with its counts, where nothing is found', async () => {
    const { out } = await importing(fileOf(person('tim'), person('tom')), '--json');

    expect(JSON.parse(out)).toEqual({ invited: 1, present: 1, findings: [] });
  });

  it('says at Ctrl-C after which line it has stopped, and ends with 130', async () => {
    const args = ['users', 'import', 'modjo-demo', fileOf(person('una5'), person('una6'))];

    const { code, out, err } = await rollcall([...args, '--json'], {
      onInterrupt: (act) => act(),
    });

    expect([code, err]).toEqual([130, 'rollcall: stopped after line 1: run it again to go on\n']);
    expect(JSON.parse(out)).toEqual({
      invited: 1,
      present: 0,
      findings: [],
      stoppedAfterLine: 1,
    });
    expect(await listed()).not.toContain('una6@x.example');
  });
});

describe('users import --dry-run', () => {
  it('finds names, roles and addresses that the import refuses, and repeats none', async () => {
    const lines = [
      { ...person('ok1'), role: 'aDMIN', active: true },
      { ...person('a1'), role: 'canary' },
      { ...person('a2'), canary: 1 },
      { ...person('a3'), email: 'canary' },
      { ...person('a4'), appFields: { canary: 1 } },
    ];
    const file = fileOf(...lines);

    const checked = await importing(file, '--dry-run', '--json');
    const imported = await importing(file, '--json');

    const linesOf = ({ out }: { out: string }) =>
      JSON.parse(out).findings.map(({ line }: { line: number }) => line);
    expect(linesOf(checked)).toEqual([2, 3, 4, 5]);
    expect(linesOf(imported)).toEqual([2, 3, 4, 5]);
    expect(checked.out).not.toContain('canary');
    expect(JSON.parse(imported.out)).toMatchObject({ invited: 1 });
  });

  it('is in JSON one document where nothing is found', async () => {
    const { code, out } = await importing(fileOf(person('kit')), '--dry-run', '--json');

    expect([code, JSON.parse(out)]).toEqual([0, { checked: 1, findings: [] }]);
  });

  it('lists who is twice in the file, and who is there already, and changes nothing', async () => {
    const headers = { authorization: `Bearer ${token('modjo-demo')}` };
    const name = { givenName: 'Sue', familyName: 'X' };
    const emails = [{ value: 'sue@x.example', type: 'work' }];
    await send('POST', '/Users', { userName: 'sue@x.example', name, emails }, headers);
    const before = await listed();
    const file = fileOf(
      person('new'),
      { ...person('other'), email: 'NEW@x.example' },
      person('SUE'),
      { firstName: 'Nobody' },
    );

    const { code, out } = await importing(file, '--dry-run', '--json');

    expect(code).toBe(3);
    expect(JSON.parse(out).findings).toEqual([
      { line: 2, finding: 'is the person of line 1' },
      {
        line: 3,
        finding: expect.stringMatching(/^user \S+ \(scim\) has this address or userName already$/),
      },
      { line: 4, finding: 'has no address and no user name' },
    ]);
    expect(await listed()).toEqual(before);
  });

  it('lists who has the userName of another, though the address is new', async () => {
    await importing(fileOf({ ...person('una'), userName: 'una-1' }));
    const file = fileOf({ ...person('una2'), userName: 'UNA-1' }, person('una3'));

    const { code, out } = await importing(file, '--dry-run', '--json');

    expect(code).toBe(3);
    expect(JSON.parse(out).findings).toEqual([
      {
        line: 1,
        finding: expect.stringMatching(/^user \S+ \(manual\) has this address or userName/),
      },
    ]);
  });

  it('takes nobody for there who was deleted', async () => {
    await importing(fileOf(person('olga')));
    const { out: found } = await rollcall([
      'users',
      'list',
      'modjo-demo',
      '--json',
      '--email',
      'olga@x.example',
    ]);
    await rollcall(['users', 'delete', 'modjo-demo', JSON.parse(found).users[0].id]);

    const { code } = await importing(fileOf(person('olga')), '--dry-run');

    expect(code).toBe(0);
  });

  it('ends with 0 where nothing is in the way', async () => {
    const { code, err } = await importing(fileOf(person('kim')), '--dry-run');

    expect([code, err]).toEqual([0, expect.stringMatching(/^1 checked: nobody is there twice, /)]);
    expect(await listed()).not.toContain('kim@x.example');
  });
});
