/** Schemas, and the schemas of one resource type together (RFC 7643 §3, §6, §7). */

import type { AttrPath } from '#scim/attr-path.ts';
import { type Attribute, attribute, attributeNamed } from '#scim/schema/attribute.ts';

export interface Schema {
  /** The URN. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/**
 * What a resource of one type may have, as one list: the common attributes, those of the core
 * schema, and for each extension a complex attribute that is named by its URN.
 */
export interface ResourceSchemas {
  readonly resourceType: string;
  readonly core: Schema;
  readonly extensions: readonly Schema[];
  readonly attributes: readonly Attribute[];
}

/** Where an attribute stands: `[emails, value]`, or `[<extension>, manager, value]`. */
export type AttributeSteps = readonly [Attribute, ...Attribute[]];

const readOnly = { mutability: 'readOnly', caseExact: true } as const;

/** RFC 7643 §3.1; they belong to no schema, so `/Schemas` does not show them. */
const COMMON_ATTRIBUTES: readonly Attribute[] = [
  attribute('schemas', 'reference', { ...readOnly, multiValued: true, returned: 'always' }),
  attribute('id', 'string', { ...readOnly, returned: 'always' }),
  attribute('externalId', 'string', { caseExact: true }),
  attribute('meta', 'complex', {
    mutability: 'readOnly',
    subAttributes: [
      attribute('resourceType', 'string', readOnly),
      attribute('created', 'dateTime', readOnly),
      attribute('lastModified', 'dateTime', readOnly),
      attribute('location', 'reference', readOnly),
      attribute('version', 'string', readOnly),
    ],
  }),
];

/**
 * @param besides attributes that may stand at the top level although no schema has them: Okta puts a
 *   custom attribute there whose external namespace is the URN of the core schema.
 */
export function resourceSchemas(
  resourceType: string,
  core: Schema,
  extensions: readonly Schema[],
  besides: readonly Attribute[] = [],
): ResourceSchemas {
  const extensionAttributes = extensions.map(({ id, description, attributes }) =>
    attribute(id, 'complex', { description, subAttributes: attributes }),
  );
  return {
    resourceType,
    core,
    extensions,
    attributes: [...COMMON_ATTRIBUTES, ...core.attributes, ...besides, ...extensionAttributes],
  };
}

/** Whether a top-level attribute stands for an extension: `urn:…:enterprise:2.0:User`. */
export function isExtension({ name }: Attribute): boolean {
  return name.includes(':');
}

/** Whether it names the core schema, in any case. */
export function isCoreUrn({ core }: Pick<ResourceSchemas, 'core'>, urn: string): boolean {
  return urn.toLowerCase() === core.id.toLowerCase();
}

/**
 * Finds the attribute that a path names, in any case (RFC 7644 §3.10).
 *
 * A name without a URN is looked for in the core schema, then in the extensions: Entra sends
 * `manager`. The URN of an extension alone names all of it; the core schema's URN is optional.
 */
export function findAttribute(
  schemas: ResourceSchemas,
  { uri, attrName, subAttr }: AttrPath,
): AttributeSteps | undefined {
  const first = uri === undefined ? byName(schemas, attrName) : byUri(schemas, uri, attrName);
  if (first === undefined || subAttr === undefined) return first;
  const sub = attributeNamed(first.at(-1)?.subAttributes ?? [], subAttr);
  return sub === undefined ? undefined : [...first, sub];
}

function byName(schemas: ResourceSchemas, name: string): AttributeSteps | undefined {
  const found = attributeNamed(schemas.attributes, name);
  if (found !== undefined) return [found];
  for (const extension of schemas.attributes.filter(isExtension)) {
    const inside = attributeNamed(extension.subAttributes ?? [], name);
    if (inside !== undefined) return [extension, inside];
  }
  return undefined;
}

function byUri(schemas: ResourceSchemas, uri: string, name: string): AttributeSteps | undefined {
  const whole = attributeNamed(schemas.attributes, `${uri}:${name}`);
  if (whole !== undefined) return [whole];
  if (isCoreUrn(schemas, uri)) {
    const found = attributeNamed(schemas.attributes, name);
    return found === undefined || isExtension(found) ? undefined : [found];
  }
  const extension = attributeNamed(schemas.attributes, uri);
  const inside = extension && attributeNamed(extension.subAttributes ?? [], name);
  return extension === undefined || inside === undefined ? undefined : [extension, inside];
}

/** The path as RFC 7644 §3.10 writes it: `name.familyName`, `urn:…:User:manager.value`. */
export function pathOf(steps: readonly Pick<Attribute, 'name'>[]): string {
  const [first, ...rest] = steps.map(({ name }) => name);
  if (first === undefined) return '';
  const separator = first.includes(':') ? ':' : '.';
  return rest.length === 0 ? first : `${first}${separator}${rest.join('.')}`;
}
