/** The folder of `--data`: one local endpoint at a time may run an emulator on it. */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StartFailure } from '#local/failure.ts';
import { answers } from '#local/probe.ts';

const LOCK = 'emulator.json';
/** How long an emulator may take to go after its endpoint was killed. */
const PATIENCE_MS = 2000;
const POLL_MS = 50;

/** @returns the absolute path; made where it was missing. @throws {StartFailure} */
export function openDataFolder(folder: string): string {
  const path = resolve(folder);
  try {
    makeFolder(path);
    writeFileSync(join(path, '.writable'), '');
    rmSync(join(path, '.writable'));
    return path;
  } catch (error) {
    throw new StartFailure(`cannot use ${path} for data: ${(error as Error).message}`);
  }
}

/** Not `recursive`: Node.js then asks for ever in a place such as /proc, which is there and takes no folder. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Waits for an emulator that is on its way out, and takes away the lock that it leaves.
 *
 * @throws {StartFailure} where one stays.
 */
export async function waitForFolder(path: string): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  let endpoint = lockedBy(path);
  while (endpoint !== undefined && (await answers(endpoint))) {
    if (Date.now() > giveUpAt) throw inUse(path);
    await new Promise((resume) => setTimeout(resume, POLL_MS));
    endpoint = lockedBy(path);
  }
  // Another may have taken the folder while this one asked.
  if (lockedBy(path) === endpoint) rmSync(join(path, LOCK), { force: true, recursive: true });
}

/**
 * @param endpoint of an emulator that answers already: else the lock would seem to be left over.
 * @throws {StartFailure} where another was faster.
 */
export function lockFolder(path: string, endpoint: string): void {
  try {
    writeFileSync(join(path, LOCK), JSON.stringify({ endpoint }), { flag: 'wx' });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? inUse(path) : error;
  }
}

export function unlockFolder(path: string): void {
  rmSync(join(path, LOCK), { force: true });
}

function inUse(path: string): StartFailure {
  return new StartFailure(
    `${path} is in use by another Rollcall: stop it, or choose another folder`,
  );
}

function lockedBy(path: string): string | undefined {
  try {
    const { endpoint } = JSON.parse(readFileSync(join(path, LOCK), 'utf8'));
    return typeof endpoint === 'string' ? endpoint : undefined;
  } catch {
    return undefined;
  }
}
