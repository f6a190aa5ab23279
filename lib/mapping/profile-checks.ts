/** Finds mistakes in a profile when the process starts, and says in a sentence where they are. */

import type { ProfileDefinition, RoleRules } from '#mapping/profile-definition.ts';
import { parseAttrPath } from '#scim/attr-path.ts';
import { fold } from '#scim/fold.ts';
import { type AttributeSteps, findAttribute, type ResourceSchemas } from '#scim/schema/schema.ts';

/** What the admin API says of a user beside the fields of the product. */
const RESERVED: readonly string[] = [
  ...['id', 'version', 'createdAt', 'updatedAt', 'deletedAt', 'provisionedBy'],
  ...['role', 'roleSource', 'appFields', 'groups'],
];

/** A name that can be one in JSON, in a URN's path and in a table. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;
const URN = /^urn:[A-Za-z0-9][A-Za-z0-9-]*:[A-Za-z0-9._:-]+$/;

/**
 * @param field of the definition, as in `required[0]`.
 * @throws {TypeError} `profile acme: required[0]: there is no attribute name.nick`.
 */
export function stepsOf(
  profileId: string,
  schemas: ResourceSchemas,
  field: string,
  path: string,
): AttributeSteps {
  const attrPath = parseAttrPath(path);
  const steps = attrPath && findAttribute(schemas, attrPath);
  if (steps === undefined) throw mistake(profileId, field, `there is no attribute ${path}`);
  return steps;
}

/** @throws {TypeError} for a name that cannot be one, stands twice, or means something else already. */
export function checkNames(definition: ProfileDefinition): void {
  const { id, extensions, fields, appFields, roles } = definition;
  const names = fields.map(({ name }) => name);
  if (!/^[a-z][a-z0-9-]{0,49}$/.test(id)) throw mistake(id, 'id', 'must be [a-z][a-z0-9-]{0,49}');
  const urns = extensions.map((extension) => extension.id);
  checkEach(id, 'extensions', urns, (urn) => (URN.test(urn) ? undefined : `${urn} is no URN`));
  checkEach(id, 'fields', names, (name) => {
    if (RESERVED.includes(name)) return `${name} means something else in the admin API`;
    return nameRule(name);
  });
  const named = appFields.map(({ name }) => name);
  checkEach(id, 'appFields', named, nameRule);
  const misnamed = fields.find(({ name, path }) => (name === 'active') !== (path === 'active'));
  if (misnamed)
    throw mistake(id, 'fields', 'active is the name of the path active, and of no other');
  checkEach(id, 'events.fields', definition.events?.fields ?? [], (name) =>
    names.includes(name) ? undefined : `there is no field ${name}`,
  );
  if (roles !== undefined) checkRoles(id, roles);
}

function checkRoles(id: string, { values, attributes, namespaces, editing, ...roles }: RoleRules) {
  checkEach(id, 'roles.values', values, (value) => (value === '' ? 'a role is empty' : undefined));
  checkEach(id, 'roles.attributes', attributes, nameRule);
  checkEach(id, 'roles.namespaces', namespaces, (urn) =>
    URN.test(urn) ? undefined : `${urn} is no URN`,
  );
  if (!values.includes(roles.default)) {
    throw mistake(id, 'roles.default', `must be one of ${values.join(', ')}`);
  }
  if (editing === 'app' && attributes.length > 0) {
    throw mistake(id, 'roles.attributes', 'must be empty where roles are set in the app alone');
  }
  if (attributes.length > 0 !== namespaces.length > 0) {
    throw mistake(id, 'roles.namespaces', 'must be there exactly where roles.attributes are');
  }
}

function checkEach(
  id: string,
  field: string,
  names: readonly string[],
  ruleBrokenBy: (name: string) => string | undefined,
): void {
  const folded = names.map(fold);
  for (const [at, name] of names.entries()) {
    const rule = folded.indexOf(fold(name)) === at ? ruleBrokenBy(name) : `${name} stands twice`;
    if (rule !== undefined) throw mistake(id, `${field}[${at}]`, rule);
  }
}

function nameRule(name: string): string | undefined {
  return NAME.test(name) ? undefined : `${name} must be letters, digits, _ and -`;
}

function mistake(id: string, field: string, rule: string): TypeError {
  return new TypeError(`profile ${id}: ${field}: ${rule}`);
}
