import { describe, expect, it } from '@jest/globals';
import { listResponse, readPage } from '#scim/list-response.ts';
import { readQuery, readSearchRequest } from '#scim/query.ts';
import { readQueryString } from '#scim/query-string.ts';
import { USER_SCHEMAS } from '#test/support/scim-core.ts';

describe('the examples of RFC 7644 §3.4.2.4', () => {
  it.each([
    ['startIndex=1&count=10', { startIndex: 1, count: 10 }],
    ['startIndex=11&count=10', { startIndex: 11, count: 10 }],
  ])('/Users?%s', (queryString, page) => {
    expect(readPage(readQueryString(queryString))).toEqual(page);
  });

  it('Figure 3: the ListResponse', () => {
    const resources = Array.from({ length: 10 }, (_, index) => ({ id: String(index) }));

    expect(listResponse(1, 100, resources)).toEqual({
      totalResults: 100,
      itemsPerPage: 10,
      startIndex: 1,
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      Resources: resources,
    });
  });
});

describe('the example of RFC 7644 §3.4.3', () => {
  it('Figure 4: a SearchRequest asks for what a query string does', () => {
    const posted = readSearchRequest({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      attributes: ['displayName', 'userName'],
      filter: 'displayName sw "smith"',
      startIndex: 1,
      count: 10,
    });

    const query = readQuery(USER_SCHEMAS, posted);

    expect(query).toEqual(
      readQuery(
        USER_SCHEMAS,
        readQueryString(
          'attributes=displayName,userName&filter=displayName%20sw%20%22smith%22&startIndex=1&count=10',
        ),
      ),
    );
    expect([...query.projection.names.keys()]).toEqual(['displayName', 'userName']);
  });
});
