import { describe, expect, it } from '@jest/globals';
import { MAX_BODY_BYTES } from '#http/body-reader.ts';
import { bodyOf } from '../support/answers.ts';
import { aBorder } from './border.ts';

const base64 = (bytes: Uint8Array | string) => ({
  body: Buffer.from(bytes as string).toString('base64'),
  isBase64Encoded: true,
});

/** A JSON object of exactly so many bytes. */
function objectOf(bytes: number, filler = 'x'): string {
  const frame = '{"title":""}'.length;
  const fillers = Math.floor((bytes - frame) / Buffer.byteLength(filler));
  const text = `{"title":"${filler.repeat(fillers)}"}`;
  return text + ' '.repeat(bytes - Buffer.byteLength(text));
}

const post = async (invocation: object, parts = {}) => {
  const border = aBorder(parts);
  const answer = await border.send({ method: 'POST', ...invocation });
  return { answer, body: border.requests[0]?.body };
};

describe('the size of a body', () => {
  it('is 1 MB', () => {
    expect(MAX_BODY_BYTES).toBe(1_048_576);
  });

  it.each([
    ['text', (text: string) => ({ body: text })],
    ['base64', base64],
  ])('may be 1 MB and no byte more, as %s', async (_, encode) => {
    const fits = await post(encode(objectOf(MAX_BODY_BYTES)));
    const over = await post(encode(objectOf(MAX_BODY_BYTES + 1)));

    expect(fits.answer.statusCode).toBe(200);
    expect(over.answer.statusCode).toBe(413);
    expect(bodyOf(over.answer)).toMatchObject({
      status: '413',
      detail: expect.stringMatching(/1048576 bytes/),
    });
    expect(over.body).toBeUndefined();
  });

  it('is counted in bytes, not in characters', async () => {
    const fits = await post({ body: objectOf(MAX_BODY_BYTES, '€') });
    const over = await post({ body: objectOf(MAX_BODY_BYTES + 1, '€') });

    expect(fits.answer.statusCode).toBe(200);
    expect(over.answer.statusCode).toBe(413);
  });

  it('is what the operation allows where it says so', async () => {
    const fits = await post({ body: objectOf(100) }, { maxBodyBytes: 100 });
    const over = await post({ body: objectOf(101) }, { maxBodyBytes: 100 });

    expect(fits.answer.statusCode).toBe(200);
    expect(over.answer.statusCode).toBe(413);
  });
});

describe('the encoding of a body', () => {
  it.each([
    ['text', { body: '{"title":"Größe 🙂"}' }],
    ['base64', base64('{"title":"Größe 🙂"}')],
    ['text that begins with a byte order mark', { body: '\uFEFF{"title":"Größe 🙂"}' }],
    ['base64 that begins with a byte order mark', base64('\uFEFF{"title":"Größe 🙂"}')],
  ])('is read from %s', async (_, invocation) => {
    const { answer, body } = await post(invocation);

    expect(answer.statusCode).toBe(200);
    expect(body).toEqual({ title: 'Größe 🙂' });
  });

  it.each([
    ['a byte that no character begins with', [0x22, 0xff, 0x22]],
    ['a character cut short', [0x22, 0xe2, 0x82, 0x22]],
    ['an overlong form', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['Latin-1', [...Buffer.from('{"title":"Größe"}', 'latin1')]],
    ['UTF-16', [...Buffer.from('\uFEFF{"title":"a"}', 'utf16le')]],
  ])('is UTF-8, else 400 invalidSyntax: %s', async (_, bytes) => {
    const { answer } = await post(base64(Uint8Array.from(bytes)));

    expect(answer.statusCode).toBe(400);
    expect(bodyOf(answer)).toMatchObject({ scimType: 'invalidSyntax' });
  });

  it.each(['gzip', 'GZIP', 'deflate', 'br', 'identity, gzip'])(
    'is 415 with Content-Encoding %s',
    async (encoding) => {
      const { answer } = await post({ body: '{}', headers: { 'content-encoding': encoding } });

      expect(answer.statusCode).toBe(415);
      expect(bodyOf(answer)).toMatchObject({ status: '415', detail: expect.stringMatching(/\S/) });
    },
  );

  it.each(['identity', 'Identity'])('is none with Content-Encoding %s', async (encoding) => {
    const { answer } = await post({ body: '{}', headers: { 'content-encoding': encoding } });

    expect(answer.statusCode).toBe(200);
  });

  it.each([
    undefined,
    'application/scim+json',
    'application/scim+json; charset=utf-8',
    'application/json;charset=iso-8859-1',
    'text/plain',
    'application/x-www-form-urlencoded',
    'nonsense',
  ])('does not depend on Content-Type: %p', async (contentType) => {
    const headers = contentType === undefined ? {} : { 'content-type': contentType };

    const { answer, body } = await post({ body: '{"title":"ö"}', headers });

    expect(answer.statusCode).toBe(200);
    expect(body).toEqual({ title: 'ö' });
  });
});

describe('the text of a body', () => {
  it.each([
    ['none', undefined],
    ['null, as another trigger than the gateway may have it', null],
    ['empty', ''],
    ['blank', '  \n'],
    ['no JSON', '{userName:1}'],
    ['JSON cut short', '{"userName":"a"'],
    ['two documents', '{}{}'],
    ['JSON with a comment', '{} // x'],
    ['NaN', '{"a":NaN}'],
    ['a raw line feed in a string', '{"a":"\n"}'],
    ['a form', 'userName=a'],
  ])('that is %s is 400 invalidSyntax', async (_, body) => {
    const { answer } = await post({ body });

    expect(answer.statusCode).toBe(400);
    expect(bodyOf(answer)).toMatchObject({ status: '400', scimType: 'invalidSyntax' });
  });

  it.each([
    ['PUT', true],
    ['PATCH', true],
    ['POST', true],
    ['GET', false],
    ['DELETE', false],
  ])('of a %s is read: %p', async (method, isRead) => {
    const { send, requests } = aBorder();

    const answer = await send({ method, body: '{' });

    expect(answer.statusCode).toBe(isRead ? 400 : 200);
    expect(requests).toHaveLength(isRead ? 0 : 1);
  });
});
