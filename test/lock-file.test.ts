/** What `npm ci` installs is what package.json asks for. */

import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

it.each(['dependencies', 'devDependencies', 'optionalDependencies'])(
  'package-lock.json is JSON, and has the %s of package.json',
  (kind) => {
    const asked = JSON.parse(readFileSync('package.json', 'utf8'));
    const locked = JSON.parse(readFileSync('package-lock.json', 'utf8'));

    expect(locked.packages[''][kind]).toEqual(asked[kind]);
  },
);
