import { describe, expect, it } from '@jest/globals';
import { startOptions } from './node-options.ts';

describe('the options of Node.js in npm start', () => {
  it('are what stands before the file', () => {
    const script = 'NAME=true exec node --max-old-space-size=2000 --import tsx bin/dev.ts';

    expect(startOptions(script)).toEqual(['--max-old-space-size=2000', '--import', 'tsx']);
  });

  it.each(['node bin/dev.ts', 'exec node --import tsx bin/other.ts'])(
    'are not in: %s',
    (script) => {
      expect(() => startOptions(script)).toThrow('bin/dev.ts');
    },
  );
});
