import { describe, expect, it } from '@jest/globals';
import * as v from 'valibot';
import {
  type AdminRequest,
  checkVersion,
  readBody,
  readQuery,
  strictMembers,
} from '#administration/exchange.ts';
import { Problem } from '#administration/problem.ts';
import type { Json } from '#scim/json.ts';

const REQUEST: AdminRequest = {
  method: 'POST',
  path: '/admin',
  parameters: { ws: '', id: '', tokenId: '' },
  queryString: '',
  body: undefined,
  preconditions: {},
  scimBaseUrl: '',
};
const Body = v.strictObject({
  name: v.string(),
  tags: v.optional(v.array(v.picklist(['a', 'b']))),
  color: v.optional(v.strictObject({ of: v.picklist(['red', 'blue']) })),
  place: v.optional(strictMembers({ city: v.optional(v.string()) })),
  count: v.optional(v.number()),
  is: v.optional(v.boolean()),
});

function problemOf(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the body of a call', () => {
  const read = (body: Json | undefined) => readBody(Body, { ...REQUEST, body });

  it('is what the schema makes of it', () => {
    expect(read({ name: 'x', tags: ['a'] })).toEqual({ name: 'x', tags: ['a'] });
  });

  it.each<[Json | undefined, string]>([
    [undefined, '/name'],
    [null, ''],
    [[], ''],
    ['text', ''],
    [{}, '/name'],
    [{ name: 7 }, '/name'],
    [{ name: 'x', tags: ['a', 'secret'] }, '/tags/1'],
    [{ name: 'x', secret: 1 }, ''],
    [{ name: 'x', 'se/cret': 1 }, ''],
  ])('%j is refused at %j, and not repeated', (body, pointer) => {
    const { status, errors, message } = problemOf(() => read(body));

    expect(status).toBe(400);
    expect(errors).toMatchObject([{ pointer }]);
    expect(message + JSON.stringify(errors)).not.toMatch(/secret|se\/cret|text/);
  });

  it.each<[Json, string]>([
    [{}, 'is missing'],
    [{ name: 7 }, 'must be a string'],
    [{ name: 'x', count: '7' }, 'must be a number'],
    [{ name: 'x', is: 'true' }, 'must be true or false'],
    [{ name: 'x', tags: 'a' }, 'must be a list'],
    [{ name: 'x', color: 'red' }, 'must be an object'],
    [{ name: 'x', place: [] }, 'must be an object'],
    [{ name: 'x', place: [{ city: 'y' }] }, 'must be an object'],
    [{ name: 'x', place: null }, 'must be an object'],
    [{ name: 'x', tags: ['c'] }, 'must be one of a, b'],
    [
      { name: 'x', more: 1 },
      'has a name that there is not: it takes name, tags, color, place, count, is',
    ],
    [{ name: 'x', color: {} }, 'is missing: one of red, blue'],
    [{ name: 'x', place: { more: 1 } }, 'has a name that there is not: it takes city'],
  ])('%j is told what it should be: %s', (body, detail) => {
    expect(problemOf(() => read(body)).errors).toMatchObject([{ detail }]);
  });

  it('is refused for everything that is wrong at once', () => {
    const { errors } = problemOf(() => read({ name: 1, tags: ['c'] }));

    expect(errors.map(({ pointer }) => pointer)).toEqual(['/name', '/tags/0']);
  });
});

describe('the query of a call', () => {
  const Query = v.strictObject({ email: v.optional(v.string()) });
  const read = (queryString: string) => readQuery(Query, { ...REQUEST, queryString });

  it.each([
    ['', {}],
    ['email=a%2Bb%40x', { email: 'a+b@x' }],
    ['email=', { email: '' }],
  ])('%j is read', (queryString, query) => {
    expect(read(queryString)).toEqual(query);
  });

  it.each(['emial=x', 'email=a&email=b', 'email=a&x', '__proto__=x'])(
    '%j is refused: a list is never returned that it should have narrowed',
    (queryString) => {
      expect(problemOf(() => read(queryString)).status).toBe(400);
    },
  );
});

describe('If-Match', () => {
  const check = (ifMatch: string | undefined) =>
    checkVersion({ ...REQUEST, preconditions: { ifMatch } }, 3);

  it.each([undefined, '"3"', 'W/"3"', '"1", "3"', '*'])('%j holds for version 3', (ifMatch) => {
    expect(() => check(ifMatch)).not.toThrow();
  });

  it.each(['"4"', '3', '', 'W/3', '"33"'])('%j does not: 412', (ifMatch) => {
    const { status, message } = problemOf(() => check(ifMatch));

    expect(status).toBe(412);
    expect(message).toMatch(/read it again, and name its version in quotes/);
  });
});
