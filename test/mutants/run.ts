/**
 * `npm run test:mutants [-- PATTERN]`: every mutant must be noticed by a test. Each is made in a copy of the
 * repository; PATTERN chooses those whose file or text it matches.
 */

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { allMutants, type Mutant } from './mutants.ts';

type Outcome = 'passed' | 'failed' | 'late';

/** Of a mutant, by what its tests came to; tests that are late have noticed nothing. */
const VERDICTS = { passed: 'SURVIVED', failed: 'caught', late: 'NOT DECIDED' } as const;
/** At once. */
const COPIES = 2;
const TIMEOUT_MS = 90_000;

const pattern = new RegExp(process.argv[2] ?? '');
const mutants = allMutants().filter(({ file, text }) => pattern.test(`${file} ${text}`));
const copies = Array.from({ length: COPIES }, makeCopy);
process.on('SIGINT', () => process.exit(130));
process.on('exit', () => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});

const startedAt = Date.now();
await checkThatAllPass(copies[0] as string);
const survivors: Mutant[] = [];
const waiting = [...mutants];
await Promise.all(copies.map(work));
const killed = mutants.length - survivors.length;
const seconds = Math.round((Date.now() - startedAt) / 1000);
console.log(`${killed} of ${mutants.length} mutants are caught, in ${seconds} s`);
process.exit(survivors.length === 0 ? 0 : 1);

/** Of what git knows or would add. */
function makeCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z']).toString();
  for (const file of list.split('\0').filter((name) => name !== '')) {
    cpSync(file, join(copy, file), { errorOnExist: false });
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** What fails by itself catches nothing. */
async function checkThatAllPass(copy: string): Promise<void> {
  const patterns = [...new Set(mutants.map(({ tests }) => tests))].join('|');
  if ((await run(copy, patterns, 5 * TIMEOUT_MS)) === 'passed') return;
  console.error('the tests fail without any mutant: mend them first');
  process.exit(1);
}

async function work(copy: string): Promise<void> {
  for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
    const began = Date.now();
    const outcome = await withMutant(copy, mutant, ({ tests }) => run(copy, tests, TIMEOUT_MS));
    if (outcome !== 'failed') survivors.push(mutant);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    console.log(`${VERDICTS[outcome]} ${seconds} s  ${describe(mutant)}`);
  }
}

async function withMutant<Result>(
  copy: string,
  mutant: Mutant,
  act: (mutant: Mutant) => Promise<Result>,
): Promise<Result> {
  const { file, offset, text, replacement } = mutant;
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, source.slice(0, offset) + replacement + source.slice(offset + text.length));
  try {
    return await act(mutant);
  } finally {
    writeFileSync(path, source);
  }
}

function describe({ group, file, offset, text }: Mutant): string {
  const line = readFileSync(file, 'utf8').slice(0, offset).split('\n').length;
  return `${group} ${file}:${line} ${text.split('\n')[0]?.slice(0, 80)}`;
}

/** On the embedded DynamoDB alone: Java's takes two seconds to start. */
function run(copy: string, tests: string, timeoutMs: number): Promise<Outcome> {
  const args = [
    '--bail',
    '--runInBand',
    '--silent',
    '--passWithNoTests',
    `--testPathPatterns=${tests}`,
  ];
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, 'node_modules/jest/bin/jest.js', ...args], {
    cwd: copy,
    env: { ...process.env, ROLLCALL_TEST_JAVA: 'off' },
    stdio: 'ignore',
    timeout: timeoutMs,
  });
  const outcomeOf = (code: number | null) => (code === 0 ? 'passed' : 'failed');
  return new Promise((settle) => {
    child.on('exit', (code, signal) => settle(signal === null ? outcomeOf(code) : 'late'));
  });
}
