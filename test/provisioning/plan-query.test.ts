import { describe, expect, it } from '@jest/globals';
import { profileNamed } from '#mapping/profiles/index.ts';
import { planLookUp } from '#provisioning/plan-query.ts';
import { parseFilter } from '#scim/filter/parse.ts';

const MODERNLOOP = profileNamed('modernloop');

const { schemas } = MODERNLOOP;
const plan = (filter: string) => planLookUp(schemas, parseFilter(filter));
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';

describe('a look-up by key answers', () => {
  it.each([
    ['id eq "x"', 'id', 'x'],
    ['userName eq "Ada"', 'userName', 'ada'],
    ['USERNAME EQ "Ada"', 'userName', 'ada'],
    [`${CORE}:userName eq "Ada"`, 'userName', 'ada'],
    ['userName eq ada@x.example', 'userName', 'ada@x.example'],
    ['userName eq 42', 'userName', '42'],
    ['userName eq "ﬁona"', 'userName', 'fiona'],
    ['userName eq ""', 'userName', ''],
    ['externalId eq "AbC"', 'externalId', 'AbC'],
    ['emails eq "A@x.example"', 'email', 'a@x.example'],
    ['emails.value eq "A@x.example"', 'email', 'a@x.example'],
    ['emails[value eq "A@x.example"]', 'email', 'a@x.example'],
    ['emails[type eq "work" and value eq "A@x.example"]', 'email', 'a@x.example'],
    ['emails[value eq "A@x.example" and primary eq true]', 'email', 'a@x.example'],
    ['emails[type eq "work"].value eq "A@x.example"', 'email', 'a@x.example'],
    ['emails[not (type eq "home")].value eq "A@x.example"', 'email', 'a@x.example'],
    ['emails[type eq "work" or primary eq true].value eq "A@x.example"', 'email', 'a@x.example'],
  ] as const)('%s', (filter, by, value) => {
    expect(plan(filter)).toEqual({ by, value });
  });
});

describe('a look-up by key under and answers, on either side', () => {
  it.each([
    'userName eq "ada" and active eq true',
    'active eq true and userName eq "ada"',
    'active eq true and (title pr and userName eq "ada")',
    '(userName eq "ada") and not (title pr)',
    'userName eq "ada" and (title pr or nickName pr)',
    'externalId eq null and userName eq "ada"',
  ])('%s', (filter) => {
    expect(plan(filter)).toEqual({ by: 'userName', value: 'ada' });
  });
});

describe('no key leads to the answer of', () => {
  it.each([
    'userName ne "ada"',
    'userName sw "ada"',
    'userName co "ada"',
    'userName gt "ada"',
    'userName pr',
    'userName eq null',
    'userName eq true',
    'externalId eq null',
    'displayName eq "Ada"',
    'name.givenName eq "Ada"',
    'active eq true',
    'meta.created gt "2026-01-01T00:00:00Z"',
    'not (userName eq "ada")',
    'userName eq "ada" or userName eq "grace"',
    'userName eq "ada" or title pr',
    'not (userName eq "ada" and title pr)',
    'emails.type eq "work"',
    'emails[type eq "work"]',
    'emails[value eq "a" or type eq "work"]',
    'emails[not (value eq "a")]',
    'emails[value ne "a"]',
    'emails[value eq null]',
    'phoneNumbers.value eq "1"',
    'phoneNumbers[value eq "1"]',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "x"',
    'urn:scim:schemas:extension:modernloop:1.0:Profile:manager_email eq "a@x.example"',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:userName eq "ada"',
  ])('%s', (filter) => {
    expect(plan(filter)).toBeUndefined();
  });
});

describe('of several keys', () => {
  it('one that a single user can have is taken before one that many may share', () => {
    const filter = 'emails eq "shared@x.example" and userName eq "ada"';

    expect(plan(filter)).toEqual({ by: 'userName', value: 'ada' });
  });
});
