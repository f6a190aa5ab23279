/** Finds mistakes in profiles before anything starts, and says in a sentence where they are. */

import { wordsOf } from '#mapping/core-fields.ts';
import { buildProfile, mistake, stepsOf } from '#mapping/profile.ts';
import type { ProfileDefinition, RoleRules } from '#mapping/profile-definition.ts';
import { checkShape } from '#mapping/profile-shape.ts';
import { fold } from '#scim/fold.ts';

/** What the admin API says of a user beside the fields of the product. */
const RESERVED: readonly string[] = [
  ...['id', 'version', 'createdAt', 'updatedAt', 'deletedAt', 'provisionedBy'],
  ...['role', 'roleSource', 'appFields', 'groups'],
];

/** A name that can be one in JSON, in a URN's path and in a table. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;
const URN = /^urn:[A-Za-z0-9][A-Za-z0-9-]*:[A-Za-z0-9._:-]+$/;

/**
 * Whoever starts or deploys the system does it first; its functions, which have been deployed, do not do it
 * again.
 *
 * @throws {TypeError} a sentence that names the field of the definition and what is wrong with it.
 */
export function checkProfiles(definitions: readonly ProfileDefinition[]): void {
  for (const definition of definitions) checkShape(definition);
  for (const [at, { id }] of definitions.entries()) {
    const isFirst = definitions.findIndex((other) => other.id === id) === at;
    if (!isFirst) throw mistake(id, 'id', 'is that of another profile, too');
  }
  for (const definition of definitions) checkProfile(definition);
}

function checkProfile(definition: ProfileDefinition): void {
  checkNames(definition);
  const { id, schemas, roles } = buildProfile(definition);
  for (const [at, name] of (roles?.mistakenFor ?? []).entries()) {
    stepsOf(id, schemas, `roles.mistakenFor[${at}]`, name);
  }
}

/** A name that cannot be one, stands twice, or means something else already. */
function checkNames(definition: ProfileDefinition): void {
  const { id, extensions, fields, appFields, roles } = definition;
  const names = fields.map(({ name }) => name);
  if (!/^[a-z][a-z0-9-]{0,49}$/.test(id)) throw mistake(id, 'id', 'must be [a-z][a-z0-9-]{0,49}');
  const urns = extensions.map((extension) => extension.id);
  checkEach(id, 'extensions', urns, (urn) => (URN.test(urn) ? undefined : `${urn} is no URN`));
  checkEach(id, 'fields', names, (name) => {
    if (RESERVED.includes(name)) return `${name} means something else in the admin API`;
    return nameRule(name);
  });
  const unsaid = fields.findIndex((field) => wordsOf(field) === undefined);
  if (unsaid >= 0) throw mistake(id, `fields[${unsaid}]`, 'needs a description: its path has none');
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
