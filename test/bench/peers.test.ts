import { expect, it } from '@jest/globals';
import { StartFailure } from '#local/failure.ts';
import { installPeers } from './peers.ts';

it('what can be measured without the peers is said where npm cannot install them', () => {
  const noNpm = { ...process.env, PATH: '' };

  expect(() => installPeers(noNpm)).toThrow(StartFailure);
  expect(() => installPeers(noNpm)).toThrow('--only growth');
});
