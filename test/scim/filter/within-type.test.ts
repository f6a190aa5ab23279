import { describe, expect, it } from '@jest/globals';
import { parseFilter } from '#scim/filter/parse.ts';
import { withinType } from '#scim/filter/within-type.ts';
import { GROUP_SCHEMAS } from '#scim/schema/core-group.ts';
import { USER_SCHEMAS } from '#test/support/scim-core.ts';

const ofGroups = (text: string) => withinType(GROUP_SCHEMAS, USER_SCHEMAS, parseFilter(text));

describe('a filter over users and groups, RFC 7644 §3.4.2.1', () => {
  it.each<[string, boolean | string]>([
    ['userName pr', false],
    ['userName eq "ada"', false],
    ['userName ne "ada"', true],
    ['userName eq null', true],
    ['userName ne null', false],
    ['emails[type eq "work"]', false],
    ['not (userName pr)', true],
    ['displayName pr or userName pr', 'displayName pr'],
    ['userName pr or displayName pr', 'displayName pr'],
    ['displayName pr and userName pr', false],
    ['displayName pr and not (userName pr)', 'displayName pr'],
    ['userName ne "ada" or displayName pr', true],
    ['displayName pr and externalId pr', 'displayName pr and externalId pr'],
    ['not (displayName pr)', 'not (displayName pr)'],
  ])('takes what only users have for unassigned in a group: %s', (text, expected) => {
    const asked = ofGroups(text);

    expect(asked).toEqual(typeof expected === 'boolean' ? expected : parseFilter(expected));
  });

  it('leaves what no type has, so that it is refused', () => {
    expect(ofGroups('shoeSize eq 40')).toEqual(parseFilter('shoeSize eq 40'));
  });
});
