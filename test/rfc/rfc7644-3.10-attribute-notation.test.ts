import { describe, expect, it } from '@jest/globals';
import { parseAttrPath } from '#scim/attr-path.ts';
import { attribute } from '#scim/schema/attribute.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { findAttribute, pathOf, resourceSchemas } from '#scim/schema/schema.ts';

const HR = 'urn:ietf:params:scim:schemas:exampleCo:2.0:hr';
const schemas = resourceSchemas('User', CORE_USER, [
  { id: HR, name: 'hr', description: '', attributes: [attribute('age', 'integer')] },
]);

describe('the examples of RFC 7644 §3.10', () => {
  it.each([
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName', 'userName'],
    ['userName', 'userName'],
    ['urn:ietf:params:scim:schemas:core:2.0:User:name.givenName', 'name.givenName'],
    ['urn:ietf:params:scim:schemas:exampleCo:2.0:hr:age', `${HR}:age`],
    ['URN:IETF:PARAMS:SCIM:SCHEMAS:EXAMPLECO:2.0:HR:AGE', `${HR}:age`],
  ])('%s is %s', (text, path) => {
    const attrPath = parseAttrPath(text);

    const steps = attrPath && findAttribute(schemas, attrPath);

    expect(pathOf(steps ?? [])).toBe(path);
  });
});
