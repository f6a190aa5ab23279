import { describe, expect, it } from '@jest/globals';
import { mutability, notFound } from '#scim/scim-error.ts';

describe('the examples of RFC 7644 §3.12', () => {
  it('a resource that does not exist', () => {
    const detail = 'Resource 2819c223-7f76-453a-919d-413861904646 not found';

    expect(notFound(detail).toMessage()).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      detail,
      status: '404',
    });
  });

  it('a PUT of a read-only attribute', () => {
    expect(mutability('id', "Attribute 'id' is readOnly").toMessage()).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      scimType: 'mutability',
      detail: "Attribute 'id' is readOnly",
      status: '400',
    });
  });
});
