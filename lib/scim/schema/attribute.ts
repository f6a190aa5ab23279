/** Attribute characteristics, RFC 7643 §2.2 and §7, as data. */

export type AttributeType =
  | 'string'
  | 'boolean'
  | 'decimal'
  | 'integer'
  | 'dateTime'
  | 'binary'
  | 'reference'
  | 'complex';

export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  /** Of an attribute of the RFC `description.ts` has it, so that only who shows it carries it. */
  readonly description?: string;
  readonly required: boolean;
  /** Whether comparisons regard case. References and binary values always do (§2.3.6, §2.3.7). */
  readonly caseExact: boolean;
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
  readonly returned: 'always' | 'never' | 'default' | 'request';
  readonly uniqueness: 'none' | 'server' | 'global';
  /** Suggestions: a client may send another value. */
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
}

type Characteristics = Partial<Omit<Attribute, 'name' | 'type'>>;

/** An attribute with the defaults of RFC 7643 §2.2, but for what `characteristics` says. */
export function attribute(
  name: string,
  type: AttributeType,
  characteristics: Characteristics = {},
): Attribute {
  return {
    name,
    type,
    multiValued: false,
    required: false,
    caseExact: type === 'reference' || type === 'binary',
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...characteristics,
  };
}

/** A multi-valued complex attribute with the default sub-attributes of RFC 7643 §2.4. */
export function plural(
  name: string,
  value: Attribute,
  canonicalValues?: readonly string[],
): Attribute {
  return attribute(name, 'complex', {
    multiValued: true,
    subAttributes: [value, ...pluralSubAttributes(canonicalValues)],
  });
}

/** `display`, `type` and `primary`, which every multi-valued attribute of the User has. */
export function pluralSubAttributes(canonicalValues?: readonly string[]): readonly Attribute[] {
  return [
    attribute('display', 'string'),
    attribute('type', 'string', canonicalValues === undefined ? {} : { canonicalValues }),
    attribute('primary', 'boolean'),
  ];
}

const indexes = new WeakMap<readonly Attribute[], ReadonlyMap<string, Attribute>>();

/** The attribute of that name in any case (RFC 7643 §2.1). */
export function attributeNamed(
  attributes: readonly Attribute[],
  name: string,
): Attribute | undefined {
  const index = indexes.get(attributes) ?? indexAttributes(attributes);
  return index.get(name) ?? index.get(name.toLowerCase());
}

function indexAttributes(attributes: readonly Attribute[]): ReadonlyMap<string, Attribute> {
  const index = new Map<string, Attribute>();
  for (const entry of attributes) index.set(entry.name, entry).set(entry.name.toLowerCase(), entry);
  indexes.set(attributes, index);
  return index;
}
