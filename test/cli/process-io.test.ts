import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from '#infra/bundling.ts';

const run = promisify(execFile);

describe('the command line', () => {
  it('ends without a word where nobody reads on: rollcall … | head', async () => {
    // The reader has gone before Node.js is there to write.
    const command = 'set -o pipefail; "$1" --import tsx bin/rollcall.ts --help | true';

    const { stderr } = await run('bash', ['-c', command, 'bash', process.execPath], { cwd: ROOT });

    expect(stderr).toBe('');
  }, 20_000);
});
