/** Whatever starts or deploys the system refuses a profile with a mistake in it. */

import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { ProfileDefinition } from '#mapping/profile-definition.ts';

const WRONG: ProfileDefinition = {
  id: 'acme',
  title: 'Acme',
  extensions: [],
  required: ['name.nick'],
  identityEmail: 'optional',
  formats: [],
  fields: [],
  appFields: [],
};
const SENTENCE = 'profile acme: required[0]: there is no attribute name.nick';

const real = await import('#mapping/profiles/index.ts');
jest.unstable_mockModule('#mapping/profiles/index.ts', () => ({ ...real, PROFILES: [WRONG] }));
const { startLocalEndpoint } = await import('#local/start.ts');
const { StartFailure } = await import('#local/failure.ts');

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a profile with a mistake in it', () => {
  it('cannot be deployed: `cdk synth` says where the mistake is, and nothing else', async () => {
    const exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const say = jest.spyOn(console, 'error').mockReturnValue();

    await import('../../bin/app.ts');

    expect(say.mock.calls).toEqual([[`rollcall: ${SENTENCE}`]]);
    expect(exit.mock.calls).toEqual([[1]]);
  });

  it('ends `npm start`, before anything is opened', async () => {
    const options = { host: '127.0.0.1', port: 0, json: true, leavesEvents: true };

    await expect(startLocalEndpoint(options, () => {})).rejects.toThrow(new StartFailure(SENTENCE));
  });
});
