import { describe, expect, it } from '@jest/globals';
import { bodyOf, problemsOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';

const { send } = useDeployment();

const NO_ID = '01900000-0000-7000-8000-000000000001';

describe('what no route takes', () => {
  it.each([
    ['PUT', '/Users', 'GET, POST'],
    ['PATCH', '/Users/', 'GET, POST'],
    ['DELETE', '/Users', 'GET, POST'],
    ['HEAD', '/Users', 'GET, POST'],
    ['OPTIONS', '/Users', 'GET, POST'],
    ['POST', `/Users/${NO_ID}`, 'DELETE, GET, PATCH, PUT'],
    ['GET', '/.search', 'POST'],
    ['GET', '/Users/.search', 'POST'],
    ['DELETE', '/Users/.search', 'POST'],
    ['POST', '/ServiceProviderConfig', 'GET'],
    ['PUT', '/Schemas/urn:ietf:params:scim:schemas:core:2.0:User', 'GET'],
    ['DELETE', '/ResourceTypes/User', 'GET'],
  ])('is 405 with Allow where the path has other methods: %s %s', async (method, target, allow) => {
    const bodies = [undefined, '', '{', '{}', 'x'.repeat(1024 * 1024 + 1)];

    const answers = [];
    for (const body of bodies) answers.push(await send(method, target, body));

    for (const answer of answers) {
      expect(answer.statusCode).toBe(405);
      expect(answer.headers).toMatchObject({ Allow: allow });
      expect(problemsOf(answer)).toEqual([]);
    }
  });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    'is 501 for /Me and /Bulk, by %s, whatever the body',
    async (method) => {
      const answers = [];
      for (const target of ['/Me', '/Me/', '/Bulk']) {
        for (const body of [undefined, '{', '{}']) answers.push(await send(method, target, body));
      }

      for (const answer of answers) {
        expect(answer.statusCode).toBe(501);
        expect(bodyOf(answer)).toMatchObject({
          status: '501',
          detail: expect.stringMatching(/\S/),
        });
      }
    },
  );

  it.each(['/Unknown', '/Users/a/b', '/Groups/a/b', '/Me/x'])(
    'is 404 otherwise: %s',
    async (target) => {
      const answer = await send('GET', target);

      expect(answer.statusCode).toBe(404);
      expect(problemsOf(answer)).toEqual([]);
    },
  );
});
