import { describe, expect, it } from '@jest/globals';
import { equalJson, isObject, member, parseJson } from '#scim/json.ts';
import { refusal } from '#test/support/scim-core.ts';

describe('the JSON of a body', () => {
  it('comes out as JSON.parse reads it', () => {
    expect(parseJson('{"a":[1,"b",null,true,{"c":-1.5}]}')).toEqual({
      a: [1, 'b', null, true, { c: -1.5 }],
    });
    expect(parseJson('"text"')).toBe('text');
  });

  it.each(['', ' ', '{', '{"a":1,}', "{'a':1}", 'undefined', 'NaN', '{"a":01}', '{} {}', '<html>'])(
    '%j is 400 invalidSyntax',
    (text) => {
      expect(() => parseJson(text)).toThrow(refusal('invalidSyntax'));
    },
  );

  it('counts the last of two members with one name', () => {
    expect(parseJson('{"active":true,"active":false}')).toEqual({ active: false });
  });

  it('is never repeated in an error', () => {
    expect(() => parseJson('{"password": hunter2}')).toThrow(
      refusal('invalidSyntax', /^(?!.*hunter2)/),
    );
  });
});

describe('the limits of a body', () => {
  const nested = (open: string, close: string, depth: number) =>
    `${open.repeat(depth)}${close.repeat(depth)}`;

  it.each([
    ['[', ']'],
    ['{"a":[', ']}'],
  ])('20 levels of %s, the root being the first; the 21st is 400 invalidSyntax', (open, close) => {
    const levels = open.length === 1 ? 1 : 2;

    expect(() => parseJson(nested(open, close, 20 / levels))).not.toThrow();
    expect(() => parseJson(`[${nested(open, close, 20 / levels)}]`)).toThrow(
      refusal('invalidSyntax', /20 levels/),
    );
  });

  it('a simple value on the 20th level is no level of its own', () => {
    expect(() => parseJson(`${'['.repeat(20)}1${']'.repeat(20)}`)).not.toThrow();
  });

  it.each([33, 5_000, 1_000_000])('%d levels are 400 too, and overflow no stack', (depth) => {
    expect(() => parseJson(nested('[', ']', depth))).toThrow(refusal('invalidSyntax'));
  });

  it.each(['1e400', '-1e400', '[1e309]', '{"a":{"b":1e999}}'])(
    '%s is outside the range of a double: 400 invalidValue',
    (text) => {
      expect(() => parseJson(text)).toThrow(refusal('invalidValue'));
    },
  );

  it('the largest double and an integer above 2^53 are JSON; whether they fit, the schema says', () => {
    expect(parseJson('[1.7976931348623157e308, 9007199254740993]')).toHaveLength(2);
  });

  it.each(['"\\ud800"', '"a\\udc00b"', '{"a":["\\ude00\\ud83d"]}', '{"\\ud800":1}'])(
    '%s has a lone surrogate: 400 invalidValue (HARD-CASES, runtime)',
    (text) => {
      expect(() => parseJson(text)).toThrow(refusal('invalidValue'));
    },
  );

  it('takes a pair of surrogates, escaped or not, and NUL', () => {
    expect(parseJson('["\\ud83d\\ude00", "😀", "\\u0000"]')).toEqual(['😀', '😀', '\0']);
  });

  it.each([
    '{"__proto__":{"polluted":true}}',
    '{"a":[{"__proto__":1}]}',
    '{"\\u005f_proto__":1}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"name":{"constructor":1}}',
  ])('%s has a name that would reach a prototype: 400 invalidValue', (text) => {
    const attempt = () => parseJson(text);

    expect(attempt).toThrow(refusal('invalidValue'));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('names of methods, and those names as values, are ordinary', () => {
    expect(parseJson('{"toString":"__proto__","prototype":"constructor"}')).toEqual({
      toString: '__proto__',
      prototype: 'constructor',
    });
  });
});

describe('two values are the same', () => {
  it.each([
    [
      { a: 1, b: [2, { c: null }] },
      { b: [2, { c: null }], a: 1 },
    ],
    ['x', 'x'],
    [null, null],
    [undefined, undefined],
    [[], []],
  ])('%j and %j', (one, other) => {
    expect(equalJson(one, other)).toBe(true);
  });

  it.each([
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: 1 }, { b: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [[], {}],
    [null, {}],
    [null, undefined],
    ['1', 1],
    [false, null],
    [{ toString: 1 }, { a: 1 }],
  ])('%j and %j are not', (one, other) => {
    expect(equalJson(one, other)).toBe(false);
  });
});

describe('the member of a message', () => {
  it('counts in any case: IdPs send operations', () => {
    expect(member({ operations: [1] }, 'Operations')).toEqual([1]);
    expect(member({ OP: 'add' }, 'op')).toBe('add');
  });

  it('counts last where there are several spellings', () => {
    expect(member({ op: 'add', Op: 'remove' }, 'op')).toBe('remove');
  });

  it('is absent where only the prototype has it', () => {
    expect(member({}, 'path')).toBeUndefined();
    expect(member({}, 'filter')).toBeUndefined();
  });

  it('of a list or a text there are none', () => {
    expect([isObject([]), isObject('x'), isObject(null), isObject(undefined)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
