import { describe, expect, it } from '@jest/globals';
import { attribute } from '#scim/schema/attribute.ts';
import { CORE_GROUP } from '#scim/schema/core-group.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { descriptionOf } from '#scim/schema/description.ts';
import { ENTERPRISE_USER } from '#scim/schema/enterprise-user.ts';

describe('the description of an attribute', () => {
  it.each([CORE_USER, ENTERPRISE_USER, CORE_GROUP])(
    'is there for all of $name',
    ({ id, attributes }) => {
      const undescribed = attributes.flatMap((whole) =>
        [whole, ...(whole.subAttributes ?? [])]
          .filter((part) => descriptionOf(id, part, part === whole ? undefined : whole) === '')
          .map(({ name }) => `${whole.name} ${name}`),
      );

      expect(undescribed).toEqual([]);
    },
  );

  it('is of the attribute where it stands: a displayName is a user, a group or a manager', () => {
    const named = attribute('displayName', 'string');
    const manager = attribute('manager', 'complex');

    expect(descriptionOf(CORE_USER.id, named)).toBe('The name to show for the user.');
    expect(descriptionOf(CORE_GROUP.id, named)).toContain('unique in the workspace');
    expect(descriptionOf(ENTERPRISE_USER.id, named, manager)).toContain('manager');
  });

  it('is what the attribute says of itself, where a profile has made it', () => {
    const level = attribute('level', 'string', { description: 'The job level.' });

    expect(descriptionOf('urn:acme', level)).toBe('The job level.');
  });
});
