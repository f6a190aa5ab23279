/** What only the types know of a profile, for those who start without `npm run typecheck`: names, words, kinds of values. */

import * as v from 'valibot';
import type { AppField } from '#mapping/app-fields.ts';
import { IDENTITY_PROVIDERS, type ProductField } from '#mapping/product-field.ts';
import { mistake } from '#mapping/profile.ts';
import type {
  EventChoice,
  Format,
  ProfileDefinition,
  RoleRules,
} from '#mapping/profile-definition.ts';
import type { Attribute } from '#scim/schema/attribute.ts';
import type { Schema } from '#scim/schema/schema.ts';

/** One schema for each member of the type, so that neither can have one that the other has not. */
type Members<Type> = Readonly<Record<keyof Type, v.GenericSchema<unknown, unknown>>>;

const text = v.string('must be text');
const yesOrNo = v.boolean('must be true or false');
const list = (item: v.GenericSchema<unknown, unknown>) => v.array(item, 'must be a list');
const texts = list(text);

const formatShape = object<Format>({
  path: text,
  accepts: v.function('must be a function'),
  rule: text,
});

const rolesShape = object<RoleRules>({
  values: texts,
  default: text,
  attributes: texts,
  namespaces: texts,
  editing: oneOf('by setting', 'app'),
  mistakenFor: v.optional(texts),
});

const fieldShape = object<ProductField>({
  name: text,
  path: text,
  description: v.optional(text),
  sources: v.optional(
    object(Object.fromEntries(IDENTITY_PROVIDERS.map((id) => [id, v.optional(text)]))),
  ),
});

const appFieldShape = object<AppField>({
  name: text,
  type: oneOf('string', 'boolean', 'number', 'strings'),
  description: text,
  inEvents: yesOrNo,
});

const eventsShape = object<EventChoice>({
  identity: v.optional(list(oneOf('externalId', 'userName'))),
  fields: v.optional(texts),
});

const attributeShape: v.GenericSchema<unknown, unknown> = object<Attribute>({
  name: text,
  type: oneOf(
    ...(['string', 'boolean', 'decimal', 'integer', 'dateTime', 'binary', 'reference'] as const),
    'complex',
  ),
  multiValued: yesOrNo,
  description: v.optional(text),
  required: yesOrNo,
  caseExact: yesOrNo,
  mutability: oneOf('readOnly', 'readWrite', 'immutable', 'writeOnly'),
  returned: oneOf('always', 'never', 'default', 'request'),
  uniqueness: oneOf('none', 'server', 'global'),
  canonicalValues: v.optional(texts),
  referenceTypes: v.optional(texts),
  subAttributes: v.optional(list(v.lazy(() => attributeShape))),
});

const extensionShape = object<Schema>({
  id: text,
  name: text,
  description: text,
  attributes: list(attributeShape),
});

const definitionShape = object<ProfileDefinition>({
  id: text,
  title: text,
  extensions: list(extensionShape),
  required: texts,
  identityEmail: oneOf('optional', 'unique', 'required and unique'),
  formats: list(formatShape),
  roles: v.optional(rolesShape),
  fields: list(fieldShape),
  appFields: list(appFieldShape),
  events: v.optional(eventsShape),
});

/**
 * Of several mistakes a name that there is not comes first: it is why another is missing.
 *
 * @throws {TypeError} `profile acme: titel: there is no such name; there are id, title, …`.
 */
export function checkShape(definition: ProfileDefinition): void {
  const { issues } = v.safeParse(definitionShape, definition);
  const issue = issues?.find(isUnknownName) ?? issues?.[0];
  if (issue === undefined) return;
  const keys = (issue.path ?? []).map(({ key }) => key);
  throw mistake(definition.id, fieldOf(keys), issue.message);
}

function object<Type>(members: Members<Type>): v.GenericSchema<unknown, unknown> {
  return v.strictObject(members, (issue) => {
    if (isUnknownName(issue)) {
      return `there is no such name; there are ${Object.keys(members).join(', ')}`;
    }
    return issue.expected === 'Object' ? 'must be an object' : 'is missing';
  });
}

function oneOf(...words: readonly string[]) {
  return v.picklist(words, `must be one of ${words.join(', ')}`);
}

/** As valibot tells a key that a strict object has not from one that is missing. */
function isUnknownName({ type, expected }: v.BaseIssue<unknown>): boolean {
  return type === 'strict_object' && expected === 'never';
}

/** `fields[2].path`. */
function fieldOf(keys: readonly unknown[]): string {
  const steps = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return steps.join('').replace(/^\./, '');
}
