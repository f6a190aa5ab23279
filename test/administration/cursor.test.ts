import { describe, expect, it } from '@jest/globals';
import * as v from 'valibot';
import { Limit, readCursor, toCursor } from '#administration/cursor.ts';

const LIST = { workspaceId: 'acme', name: 'users?role=ADMIN', position: /^position \d$/ };
const refused = expect.objectContaining({ name: 'Problem', status: 400 });

describe('a cursor', () => {
  it('leads to where it was made', () => {
    expect(readCursor(LIST, toCursor(LIST, 'position 7'))).toBe('position 7');
    expect(readCursor(LIST, undefined)).toBeUndefined();
  });

  it('says nothing that would have to be escaped in a URL', () => {
    expect(toCursor(LIST, 'ü~? /+')).toMatch(/^[\w-]+$/);
  });

  it.each([
    [{ ...LIST, workspaceId: 'globex' }],
    [{ ...LIST, name: 'users' }],
    [{ ...LIST, name: 'groups' }],
  ])('is good for its own list and workspace alone: %j', (other) => {
    expect(() => readCursor(LIST, toCursor(other, 'position 7'))).toThrow(refused);
  });

  it.each(['', 'position', 'position 77', 'x'.repeat(5000)])(
    'that leads to no position of its list is 400: %.10s',
    (position) => {
      expect(() => readCursor(LIST, toCursor(LIST, position))).toThrow(refused);
    },
  );

  it.each(['', 'x', 'null', '%', btoa('[]'), btoa('["acme",1,2]'), btoa('{"0":"acme"}'), 'W10='])(
    'that nobody made is 400: %j',
    (cursor) => {
      expect(() => readCursor(LIST, cursor)).toThrow(refused);
    },
  );
});

describe('the limit of a page', () => {
  it.each([
    [undefined, 100],
    ['1', 1],
    ['200', 200],
  ])('of %j is %i', (text, limit) => {
    expect(v.parse(Limit, text)).toBe(limit);
  });

  it.each(['0', '201', '-1', '1.5', '1e2', ' 1', '', 'x', '99999'])('cannot be %j', (text) => {
    expect(v.safeParse(Limit, text).success).toBe(false);
  });
});
