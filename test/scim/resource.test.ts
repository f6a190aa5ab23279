import { describe, expect, it } from '@jest/globals';
import { changedAttributes, valueAt, withValueAt } from '#scim/resource.ts';
import { attribute } from '#scim/schema/attribute.ts';
import { ENTERPRISE, USER_SCHEMAS } from '#test/support/scim-core.ts';

const [name, givenName, title] = ['name', 'givenName', 'title'].map((text) =>
  attribute(text, 'string'),
) as [ReturnType<typeof attribute>, ReturnType<typeof attribute>, ReturnType<typeof attribute>];

const user = Object.freeze({ userName: 'a', name: { givenName: 'Ada', familyName: 'L' } });

describe('the value at a path', () => {
  it('is what stands there, or undefined', () => {
    expect(valueAt(user, [name, givenName])).toBe('Ada');
    expect(valueAt(user, [name])).toEqual(user.name);
    expect(valueAt(user, [title])).toBeUndefined();
    expect(valueAt(user, [title, givenName])).toBeUndefined();
  });
});

describe('a resource with another value at a path', () => {
  it('is a new one: what came in is left as it is', () => {
    const changed = withValueAt(user, [name, givenName], 'Eva');

    expect(changed).toEqual({ userName: 'a', name: { givenName: 'Eva', familyName: 'L' } });
    expect(user.name.givenName).toBe('Ada');
  });

  it('has the objects that lead there', () => {
    expect(withValueAt({}, [name, givenName], 'Eva')).toEqual({ name: { givenName: 'Eva' } });
  });

  it('loses what is unassigned, and a complex value of which nothing remains', () => {
    expect(withValueAt({ name: { givenName: 'Ada' } }, [name, givenName], undefined)).toEqual({});
    expect(withValueAt(user, [title], undefined)).toEqual(user);
  });
});

describe('the attributes that differ', () => {
  it('are paths in the order of the schema, those of an extension one by one', () => {
    const before = { userName: 'a', [ENTERPRISE]: { department: 'R', division: 'D' } };
    const after = { title: 'x', userName: 'b', [ENTERPRISE]: { division: 'D', costCenter: '1' } };

    expect(changedAttributes(USER_SCHEMAS, before, after)).toEqual([
      'userName',
      'title',
      `${ENTERPRISE}:costCenter`,
      `${ENTERPRISE}:department`,
    ]);
  });

  it('are none where only the order of members differs', () => {
    const before = { name: { givenName: 'a', familyName: 'b' }, userName: 'a' };
    const after = { userName: 'a', name: { familyName: 'b', givenName: 'a' } };

    expect(changedAttributes(USER_SCHEMAS, before, after)).toEqual([]);
  });
});
