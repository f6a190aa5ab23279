/** One filter over users and groups: what a type does not have has no value there (RFC 7644 §3.4.2.1). */

import { beforeAll, describe, expect, it } from '@jest/globals';
import { bodyOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';

const { send } = useDeployment();

const search = async (filter: string) => bodyOf(await send('POST', '/.search', { filter }));
const nameOf = (resource: unknown) => {
  const { userName, displayName } = resource as Readonly<Record<string, unknown>>;
  return String(userName ?? displayName);
};

beforeAll(async () => {
  const name = { givenName: 'Ada', familyName: 'Lovelace' };
  await send('POST', '/Users', { userName: 'searched-ada', name });
  await send('POST', '/Groups', { displayName: 'searched-it' });
});

describe('POST /.search, RFC 7644 §3.4.2.1', () => {
  it.each<[string, readonly string[]]>([
    ['userName eq "searched-ada" or displayName eq "searched-it"', ['searched-ada', 'searched-it']],
    ['userName eq "searched-ada"', ['searched-ada']],
    ['displayName eq "searched-it"', ['searched-it']],
    ['displayName eq "searched-it" and not (userName pr)', ['searched-it']],
    ['displayName eq "searched-it" and userName pr', []],
  ])('finds in each type what the filter is true of: %s', async (filter, names) => {
    const { totalResults, Resources } = await search(filter);

    expect((Resources as readonly unknown[]).map(nameOf)).toEqual(names);
    expect(totalResults).toBe(names.length);
  });

  it.each(['/.search', '/Groups/.search'])(
    'refuses an order by members, who are not read to compare groups: %s',
    async (path) => {
      for (const sortBy of ['members', 'MEMBERS.value']) {
        const answer = bodyOf(await send('POST', path, { sortBy }));
        expect(answer).toMatchObject({ status: '400', scimType: 'invalidValue' });
      }
    },
  );

  it.each(['shoeSize eq 40', 'userName eq "searched-ada" or shoeSize eq 40', 'active gt true'])(
    'refuses what can be asked of neither: %s',
    async (filter) => {
      expect(await search(filter)).toMatchObject({ status: '400', scimType: 'invalidFilter' });
    },
  );
});
