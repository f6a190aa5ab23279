import { describe, expect, it } from '@jest/globals';
import { aBorder } from './border.ts';

const id = '01900000-0000-7000-8000-000000000001';

describe('a request as the operations see it', () => {
  it('has method, path, id, query string and body as they came', async () => {
    const { send, requests } = aBorder();

    await send({
      method: 'PATCH',
      target: `/scim/v2/Users/${id}?attributes=a%2Cb+c&x="y"&`,
      body: '{"Operations":[]}',
    });

    expect(requests).toEqual([
      {
        method: 'PATCH',
        path: `/scim/v2/Users/${id}`,
        id,
        queryString: 'attributes=a%2Cb+c&x="y"&',
        body: { Operations: [] },
        preconditions: {},
        baseUrl: 'https://scim.example.com/scim/v2',
      },
    ]);
  });

  it('has no id where the route has none', async () => {
    const { send, requests } = aBorder();

    await send({ target: '/scim/v2/Users' });

    expect(requests).toMatchObject([{ id: '' }]);
  });

  it('has its conditions from If-Match and If-None-Match', async () => {
    const { send, requests } = aBorder();

    await send({ headers: { 'if-match': 'W/"1"', 'if-none-match': '*' } });

    expect(requests).toMatchObject([{ preconditions: { ifMatch: 'W/"1"', ifNoneMatch: '*' } }]);
  });

  it('stands at the host that the gateway was called by, unless a setting says otherwise', async () => {
    const byHost = aBorder();
    const bySetting = aBorder({ ports: { baseUrl: () => 'https://id.example.com/scim/v2' } });

    await byHost.send();
    await bySetting.send();

    expect(byHost.requests).toMatchObject([{ baseUrl: 'https://scim.example.com/scim/v2' }]);
    expect(bySetting.requests).toMatchObject([{ baseUrl: 'https://id.example.com/scim/v2' }]);
  });
});
